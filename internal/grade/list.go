package grade

import (
	"bytes"
	"context"
	"fmt"
	"strings"
)

// List runs go list in a folder and returns the lines that it prints.
func (g Go) List(ctx context.Context, dir string, args ...string) ([]string, error) {
	var out, said bytes.Buffer
	err := g.run(ctx, command{dir: dir, args: append([]string{"list"}, args...), stdout: &out, stderr: &said})
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, strings.TrimSpace(said.String()))
	}
	return strings.Split(strings.TrimSpace(out.String()), "\n"), nil
}
