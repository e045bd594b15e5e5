package check

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
)

// today is when the small course is checked; its facts are fresh then.
var today = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// small is a copy of a course in which nothing is wrong.
func small(t *testing.T) fstest.MapFS {
	t.Helper()
	content := fstest.MapFS{}
	folder := os.DirFS("testdata/course")
	require.NoError(t, fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		content[name] = &fstest.MapFile{Data: data}
		return err
	}))
	return content
}

// fault is something wrong that is put into the small course, and the place
// where it is to be found.
type fault struct {
	code     string
	about    string // empty: the code tells it
	file     string
	old, new string // what is replaced in the file once, and by what
	change   func(fstest.MapFS)
	in       string // the file in which it is reported; empty: the same
	at       string // what stands at the place; empty: line 1, column 1
	says     string // part of the message
	also     []string
}

func (f fault) put(t *testing.T, content fstest.MapFS) {
	t.Helper()
	if f.file != "" {
		text := string(content[f.file].Data)
		require.Contains(t, text, f.old)
		content[f.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, f.old, f.new, 1))}
	}
	if f.change != nil {
		f.change(content)
	}
}

// found sees the fault reported at its place, and nothing else with it.
func (f fault) found(t *testing.T, content fstest.MapFS, problems []Problem) {
	t.Helper()
	var codes []string
	var p Problem
	for _, each := range problems {
		if codes = append(codes, each.Code); each.Code == f.code && p.Code == "" {
			p = each
		}
	}
	require.Equal(t, f.code, p.Code, "reported: %v", problems)
	assert.ElementsMatch(t, append([]string{f.code}, f.also...), codes, "%v", problems)
	file, line, column := f.in, 1, 1
	if file == "" {
		file = f.file
	}
	assert.Equal(t, file, p.File)
	if f.at != "" {
		before, after, ok := strings.Cut(string(content[file].Data), f.at)
		require.True(t, ok, "the file holds %q", f.at)
		line = 1 + strings.Count(before, "\n")
		column = len(before) - strings.LastIndex(before, "\n")
		first, _, _ := strings.Cut(f.at+after, "\n")
		assert.Contains(t, p.Source, strings.ToValidUTF8(first, "\uFFFD"), "the source shows the line")
		assert.Equal(t, strings.Repeat(" ", column-1)+"^", strings.ReplaceAll(p.Source[strings.LastIndex(p.Source, "\n")+1:], "\t", " "))
	}
	assert.Equal(t, [2]int{line, column}, [2]int{p.Line, p.Column}, "line and column: %s", p.Source)
	assert.Contains(t, p.Message, f.says)
	assert.NotEmpty(t, p.Help, "it says what to do")
	assert.Equal(t, kinds[f.code].severity, p.Severity)
}

// findAll puts each fault into a copy of the small course.
func findAll(t *testing.T, faults []fault, look func(*testing.T, fs.FS) []Problem) {
	for _, f := range faults {
		t.Run(strings.TrimSpace(f.code+" "+f.about), func(t *testing.T) {
			t.Parallel()
			content := small(t)
			f.put(t, content)
			f.found(t, content, look(t, content))
		})
	}
}

func lookAtFiles(_ *testing.T, content fs.FS) []Problem { return static(content, today) }

func compileBlocks(t *testing.T, content fs.FS) []Problem {
	tool, err := grade.FindGo(t.Context(), os.Getenv)
	require.NoError(t, err)
	problems, err := blocks(t.Context(), content, content, tool)
	require.NoError(t, err)
	return problems
}

func TestNothingIsWrongWithTheSmallCourse(t *testing.T) {
	assert.Empty(t, lookAtFiles(t, small(t)))
	assert.Empty(t, compileBlocks(t, small(t)))
}

// Each kind of fault stands in a test that sees it reported.
func TestEveryKindIsTested(t *testing.T) {
	tests := ""
	files, err := fs.Glob(os.DirFS("."), "*_test.go")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		tests += string(text)
	}
	for code, kind := range kinds {
		assert.True(t, strings.Contains(tests, `"`+code+`"`), "no test puts in %s", code)
		assert.NotEmpty(t, kind.help, code)
	}
}

func TestAReportIsInOrder(t *testing.T) {
	r := report([]Problem{
		{File: "b", Line: 1, Severity: Error},
		{File: "a", Line: 1, Severity: Warning},
		{File: "a", Line: 9, Severity: Error},
		{File: "a", Line: 2, Severity: Error},
		{File: "a", Line: 2, Severity: Error},
	}, nil)
	assert.False(t, r.OK)
	assert.NotNil(t, r.Exercises)
	assert.Equal(t, []Problem{
		{File: "a", Line: 2, Severity: Error},
		{File: "a", Line: 9, Severity: Error},
		{File: "a", Line: 1, Severity: Warning},
		{File: "b", Line: 1, Severity: Error},
	}, r.Problems)
	assert.True(t, report([]Problem{{Severity: Warning}}, nil).OK, "a warning does not make a course wrong")
}

func TestAFolderThatCannotBeOpenedIsNoCourse(t *testing.T) {
	_, err := Run(context.Background(), Options{Root: "testdata/nowhere"})
	assert.ErrorContains(t, err, "testdata/nowhere")
}
