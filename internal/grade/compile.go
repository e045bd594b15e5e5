package grade

import (
	"bufio"
	"bytes"
	"cmp"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	// placed is a complaint with its place; the column may be missing.
	placed = regexp.MustCompile(`^(.+?\.go):(\d+)(?::(\d+))?: (.*)$`)
	// fileName is a Go file named in a complaint without a place.
	fileName = regexp.MustCompile(`[^\s()/\\]+\.go\b`)
	// whereSought is the folder of Go's own that a package is not in.
	whereSought = regexp.MustCompile(`( is not in std) \(.*\)$`)
	// onlyPackage begins the complaint about an import cycle.
	onlyPackage = regexp.MustCompile(`^package \S+$`)
)

// problems reads what the compiler said of the package in folder, a path with
// slashes below the module's root; they are sorted by place.
func problems(root, folder, said string) []Problem {
	all := []Problem{}
	for line := range strings.Lines(said) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "#"), line == "", line == "too many errors", onlyPackage.MatchString(line):
		case strings.HasPrefix(line, "\t") && len(all) > 0:
			last := &all[len(all)-1]
			last.Message += " " + strings.TrimSpace(line)
		default:
			all = append(all, problem(root, folder, line))
		}
	}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	return all
}

func problem(root, folder, line string) Problem {
	p := Problem{Message: strings.TrimSpace(line), Line: 1, Column: 1}
	path := folder + "/" + fileName.FindString(line)
	if m := placed.FindStringSubmatch(line); m != nil {
		path, p.Message = filepath.ToSlash(m[1]), m[4]
		p.Line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			p.Column, _ = strconv.Atoi(m[3])
		}
	}
	p.Message = strings.ReplaceAll(p.Message, " in "+filepath.Join(root, filepath.FromSlash(folder)), "")
	p.Message = whereSought.ReplaceAllString(p.Message, "$1")
	path = strings.TrimPrefix(strings.TrimPrefix(path, filepath.ToSlash(root)+"/"), "./")
	// A line directive can name any file of the machine.
	if local := filepath.FromSlash(path); filepath.IsLocal(local) {
		p.Source = sourceLine(filepath.Join(root, local), p.Line)
	}
	p.File = strings.TrimPrefix(path, folder+"/")
	return p
}

// sourceLine returns a line of a file, or "" when it cannot be read.
func sourceLine(path string, number int) string {
	text, err := readRegular(path, maxSource)
	if err != nil {
		return ""
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, len(text)+1)
	for n := 1; lines.Scan(); n++ {
		if n == number {
			return strings.ToValidUTF8(lines.Text(), "�")
		}
	}
	return ""
}
