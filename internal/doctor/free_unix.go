//go:build linux || darwin || freebsd || dragonfly

package doctor

import "golang.org/x/sys/unix"

// free is how many bytes this user may still write in dir.
func free(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return uint64(max(0, int64(s.Bavail))) * uint64(s.Bsize), nil
}
