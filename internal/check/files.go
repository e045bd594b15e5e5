package check

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkFiles looks at every file of the course, whatever it is for.
func (f *finder) checkFiles() {
	for _, top := range []string{"lessons", "quiz", "exercises", packFile} {
		_ = fs.WalkDir(f.content, top, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil: // what must be there is asked for by who needs it
			case entry.Type()&fs.ModeSymlink != 0:
				f.checkSymlink(name)
			case entry.IsDir():
			case entry.Type().IsRegular():
				f.checkFile(name, entry)
			default:
				f.add("unreadable", place{file: name}, "it is no ordinary file")
			}
			return nil
		})
	}
}

func (f *finder) checkSymlink(name string) {
	target, err := fs.ReadLink(f.content, name)
	if err != nil {
		f.add("unreadable", place{file: name}, "the symbolic link cannot be read: %s", err)
		return
	}
	if path.IsAbs(target) || !fs.ValidPath(path.Join(path.Dir(name), target)) {
		f.add("link-leaves", place{file: name}, "the symbolic link leads to %s, outside the course", target)
	}
}

// texts are the endings of files that are read as text.
var texts = []string{".md", ".yaml", ".go", ".txt"}

func (f *finder) checkFile(name string, entry fs.DirEntry) {
	if info, err := entry.Info(); err == nil && info.Size() > largest {
		f.add("too-large", place{file: name}, "the file has %d bytes", info.Size())
		return
	}
	if !slices.Contains(texts, path.Ext(name)) {
		return
	}
	raw, err := fs.ReadFile(f.content, name)
	if err != nil {
		f.add("unreadable", place{file: name}, "the file cannot be read: %s", err)
		return
	}
	for i, line := range strings.Split(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n") {
		f.checkCharacters(place{file: name, line: i + 1}, line)
	}
}

// checkCharacters tells of the first character of a line that does not belong
// into a text.
func (f *finder) checkCharacters(at place, line string) {
	for i, r := range line {
		at.column = i + 1
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(line[i:], "\uFFFD"):
			f.add("not-utf8", at, "the byte %#x is not UTF-8", line[i])
			return
		case unicode.IsControl(r) && r != '\t', unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF':
			f.add("control-character", at, "the line holds the control character %U", r)
			return
		}
	}
}

var (
	links      = regexp.MustCompile(`\]\(<?([^)>\s]+)[^)]*\)`)
	defined    = regexp.MustCompile(`^ {0,3}\[[^\]]+\]: +<?([^>\s]+)`)
	inlineCode = regexp.MustCompile("`[^`]*`")
	scheme     = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*:`)
)

// checkLinks looks for the files that a text links to.
func (f *finder) checkLinks(m markdown) {
	for _, l := range m.lines {
		if l.kind != prose {
			continue
		}
		shown := inlineCode.ReplaceAllStringFunc(l.text, func(s string) string { return strings.Repeat("x", len(s)) })
		found := append(links.FindAllStringSubmatchIndex(shown, -1), defined.FindAllStringSubmatchIndex(shown, -1)...)
		for _, at := range found {
			f.checkLink(place{m.file, l.number, at[2] + 1}, l.text[at[2]:at[3]])
		}
	}
}

func (f *finder) checkLink(at place, link string) {
	target, _, _ := strings.Cut(link, "#")
	if target == "" || scheme.MatchString(target) || strings.HasPrefix(target, "//") {
		return
	}
	file := path.Join(path.Dir(at.file), target)
	switch {
	case path.IsAbs(target) || !fs.ValidPath(file):
		f.add("link-leaves", at, "the link %s leads out of the course", link)
	case !f.there(file):
		f.add("dead-link", at, "the link leads to %s, which is not there", file)
	}
}
