package course

import "strings"

// Section is what stands under one heading of a lesson. The first one is what
// stands above all others, under the lesson's title.
type Section struct {
	Title string
	Level int // of the heading: 1 for the first section, else 2 or 3
	Parts []Part
}

// Part is a run of prose, a block of code, or two blocks to compare.
type Part struct {
	Source string  // its Markdown, without blank lines around it
	Blocks []Block // none in prose; a wrong and a right one to compare
}

// Block is a block of code in a fence.
type Block struct {
	Text     string
	Language string
	Mark     Mark
	Caption  string // what is wrong or right about it; may be empty
}

// Mark says what a block is an example of.
type Mark string

// The marks.
const (
	Unmarked Mark = ""
	Wrong    Mark = "wrong"
	Right    Mark = "right"
)

// ParseInfo reads what stands behind the signs that open a fence: a language
// and, where the block is an example of wrong or right, that word and a caption:
// "go wrong: lets the bare token in".
func ParseInfo(info string) (language string, mark Mark, caption string) {
	language, rest, _ := strings.Cut(strings.TrimSpace(info), " ")
	word, rest, _ := strings.Cut(strings.TrimSpace(rest), " ")
	switch mark := Mark(strings.TrimSuffix(word, ":")); mark {
	case Wrong, Right:
		return language, mark, strings.TrimSpace(rest)
	}
	return language, Unmarked, ""
}

// Said is the caption of a marked block as a sentence that begins with the
// mark, or "".
func (b Block) Said() string {
	if b.Mark == Unmarked || b.Caption == "" {
		return string(b.Mark)
	}
	return string(b.Mark) + ": " + b.Caption
}

// Sections cuts the text of a lesson where a reader's place can be told.
func (l *Lesson) Sections() []Section {
	s := sectioner{sections: []Section{{Title: l.Title, Level: 1}}}
	for line := range strings.Lines(l.Body) {
		s.read(strings.TrimRight(line, "\r\n"))
	}
	s.end()
	return s.sections
}

// sectioner reads a lesson line by line.
type sectioner struct {
	sections []Section
	rows     []string // of the part that is being read
	fence    string   // the signs that opened the fence it is in, or ""
}

func (s *sectioner) read(line string) {
	level, title := heading(line)
	switch mark := line[:len(line)-len(strings.TrimLeft(line, "`"))]; {
	case s.fence != "":
		s.rows = append(s.rows, line)
		if strings.TrimSpace(line) == s.fence {
			s.endBlock()
		}
	case level == 1 && s.bare():
		s.sections[0].Title = title
	case level > 1:
		s.end()
		s.begin(Section{Title: title, Level: level})
	case len(mark) >= 3:
		s.end()
		s.fence, s.rows = mark, []string{line}
	default:
		s.rows = append(s.rows, line)
	}
}

// heading is the level and the title of a heading of at most three; level 0 is
// any other line.
func heading(line string) (level int, title string) {
	for level := 1; level <= 3; level++ {
		if title, ok := strings.CutPrefix(line, strings.Repeat("#", level)+" "); ok {
			return level, strings.TrimSpace(title)
		}
	}
	return 0, ""
}

// bare reports whether nothing was read yet but blank lines.
func (s *sectioner) bare() bool {
	return len(s.sections) == 1 && len(s.sections[0].Parts) == 0 && strings.TrimSpace(strings.Join(s.rows, "")) == ""
}

// begin opens a section; the first heading of a lesson that has nothing above
// it replaces the title.
func (s *sectioner) begin(next Section) {
	if s.bare() {
		s.sections[0].Title = next.Title
		return
	}
	s.sections = append(s.sections, next)
}

// end closes a run of prose, or a fence that nobody closed.
func (s *sectioner) end() {
	source := strings.Trim(strings.Join(s.rows, "\n"), "\n")
	s.rows, s.fence = nil, ""
	if strings.TrimSpace(source) != "" {
		s.add(Part{Source: source})
	}
}

func (s *sectioner) endBlock() {
	last := len(s.rows) - 1
	b := Block{Text: strings.Join(s.rows[1:last], "\n") + "\n"}
	b.Language, b.Mark, b.Caption = ParseInfo(strings.TrimLeft(s.rows[0], "`"))
	s.add(Part{Source: strings.Join(s.rows, "\n"), Blocks: []Block{b}})
	s.rows, s.fence = nil, ""
}

// add puts a part into the open section: a right block beside the wrong one
// that stands directly above it.
func (s *sectioner) add(p Part) {
	parts := &s.sections[len(s.sections)-1].Parts
	if n := len(*parts); n > 0 && (*parts)[n-1].alone(Wrong) && p.alone(Right) {
		above := &(*parts)[n-1]
		above.Source += "\n\n" + p.Source
		above.Blocks = append(above.Blocks, p.Blocks...)
		return
	}
	*parts = append(*parts, p)
}

func (p Part) alone(m Mark) bool { return len(p.Blocks) == 1 && p.Blocks[0].Mark == m }
