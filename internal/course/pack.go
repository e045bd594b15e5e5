package course

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Release is the version of this program that packs can need.
const Release Version = "0.2"

// Pack is pack.yaml: where a course comes from that is not our own. A course
// without it is called by its title.
type Pack struct {
	Title   string   `yaml:"title"`           // what the pack is called
	Authors []string `yaml:"authors"`         // who answers for it
	Version Version  `yaml:"version"`         // of the pack: 1.0, or a day
	Licence string   `yaml:"licence"`         // what others may do with it
	Needs   Version  `yaml:"needs,omitempty"` // the oldest Gatehouse that can show it, as 0.2
}

// Version is two numbers with a dot between them for Gatehouse, and any words
// for a pack.
type Version string

// UnmarshalYAML reads what stands there: as a number 1.10 would be 1.1.
func (v *Version) UnmarshalYAML(node ast.Node) error {
	if _, one := node.(ast.ScalarNode); !one {
		return errors.New("a version is one word, such as 1.0")
	}
	*v = Version(node.GetToken().Value)
	return nil
}

func (v Version) numbers() (major, minor uint, ok bool) {
	read, err := fmt.Sscanf(string(v), "%d.%d", &major, &minor)
	return major, minor, err == nil && read == 2 && fmt.Sprintf("%d.%d", major, minor) == string(v)
}

// newer reports whether this is a later version than the other.
func (v Version) newer(other Version) bool {
	major, minor, _ := v.numbers()
	otherMajor, otherMinor, _ := other.numbers()
	return cmp.Or(cmp.Compare(major, otherMajor), cmp.Compare(minor, otherMinor)) > 0
}

// pack reads pack.yaml.
func (l *loader) pack() Pack {
	if _, err := fs.Stat(l.content, packFile); errors.Is(err, fs.ErrNotExist) {
		return Pack{Title: l.course.Title}
	}
	var pack Pack
	if l.note(l.decodeFile(packFile, &pack)) {
		pack = l.before.Pack
	}
	if _, _, ok := pack.Needs.numbers(); pack.Needs != "" && !ok {
		line, column := l.find(packFile, "needs:")
		l.note(&Problem{
			File: packFile, Line: line, Column: column, Message: fmt.Sprintf("needs: %q is no version of Gatehouse", pack.Needs),
			Help: "Write it like this: needs: " + string(Release),
		})
	}
	pack.Title = cmp.Or(pack.Title, l.course.Title)
	return pack
}

// tooNew says that the course needs a newer program, or nothing. It looks at
// that alone: a newer pack.yaml may hold keys that this program does not know.
func (l *loader) tooNew() *Problem {
	text, problem := l.read(packFile)
	if problem != nil {
		return nil
	}
	var pack struct {
		Needs Version `yaml:"needs"`
	}
	if Bounded(text) != nil || yaml.Unmarshal(text, &pack) != nil || !pack.Needs.newer(Release) {
		return nil
	}
	line, column := l.find(packFile, "needs:")
	return &Problem{
		File: packFile, Line: line, Column: column,
		Message: fmt.Sprintf("this course needs Gatehouse %s or newer, and this is %s", pack.Needs, Release),
		Help:    "Get a newer Gatehouse, or an older version of the course.",
	}
}
