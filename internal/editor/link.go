package editor

import (
	"fmt"
	"net/url"
	"strings"
)

// Link is the address of a place in a file for terminals that make links of
// them (OSC 8). The line stands after the #, where kitty and iTerm2 read it;
// other terminals open the file. Path is absolute.
func Link(m Machine, host, path string, line int) string {
	link := url.URL{Scheme: "file", Host: host, Path: path}
	switch {
	case m.OS == "windows":
		link.Host, link.Path = "", "/"+strings.ReplaceAll(path, `\`, "/")
	case m.Getenv("WSL_DISTRO_NAME") != "": // the terminal is a program of Windows
		link.Host, link.Path = "wsl$", "/"+m.Getenv("WSL_DISTRO_NAME")+path
	}
	if line > 0 {
		link.Fragment = fmt.Sprint(line)
	}
	return link.String()
}
