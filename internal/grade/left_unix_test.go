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
	d.solve("", `func init() {
		conn, _ := net.Dial("tcp", "`+door.Addr().String()+`")
		file, _ := conn.(*net.TCPConn).File()
		child := exec.Command("sleep", "1000")
		child.ExtraFiles = []*os.File{file}
		_ = child.Start()
	}`, "net", "os", "os/exec")

	assert.Equal(t, grade.Holds, d.run().Outcome)
	child, err := door.Accept()
	require.NoError(t, err)
	require.NoError(t, child.SetReadDeadline(time.Now().Add(30*time.Second)))
	_, err = io.ReadAll(child)
	assert.NoError(t, err, "the child is still there")
}
