//go:build unix

package grade_test

import (
	"io"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

// The child holds the connection: it closes when the child is gone.
func TestARunThatEndsByItselfLeavesNoProcess(t *testing.T) {
	door, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer door.Close()
	d := newDesk(t)
	// An answer may not start programs; a module that it stands on may.
	d.write("go.mod", "module gatehouse\n\ngo 1.26.0\n\nrequire example.com/child v0.0.0\n\nreplace example.com/child => ./child\n")
	d.write("child/go.mod", "module example.com/child\n")
	d.write("child/child.go", `package child
	import ("net"; "os"; "os/exec")
	const Name = "child"
	func init() {
		conn, _ := net.Dial("tcp", "`+door.Addr().String()+`")
		file, _ := conn.(*net.TCPConn).File()
		child := exec.Command("sleep", "1000")
		child.ExtraFiles = []*os.File{file}
		_ = child.Start()
	}`)
	d.solve("_ = child.Name", "", "example.com/child")

	assert.Equal(t, grade.Holds, d.run().Outcome)
	child, err := door.Accept()
	require.NoError(t, err)
	require.NoError(t, child.SetReadDeadline(time.Now().Add(30*time.Second)))
	_, err = io.ReadAll(child)
	assert.NoError(t, err, "the child is still there")
}
