package doctor

import "golang.org/x/sys/windows"

// free is how many bytes this user may still write in dir.
func free(dir string) (uint64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var bytes uint64
	err = windows.GetDiskFreeSpaceEx(path, &bytes, nil, nil)
	return bytes, err
}
