package study_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/record"
	"gatehouse/internal/study"
)

func openPack(t *testing.T, content fs.FS, pack, dir string) *study.Study {
	t.Helper()
	s, err := study.Open(study.Config{Content: content, Pack: pack, Workspace: dir, Now: time.Now, Seed: 7})
	require.NoError(t, err)
	return s
}

func TestReloadShowsWhatWasSavedAndKeepsWhatBroke(t *testing.T) {
	content := doors()
	s := openPack(t, content, "/packs/doors", "")
	assert.Equal(t, "/packs/doors", s.Pack())
	require.NoError(t, s.MarkRead("doors"))
	x, err := s.Exam("doors")
	require.NoError(t, err)

	content["lessons/doors/lesson.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Gates\n---\n# Gates\n")}
	content["quiz/doors.yaml"] = &fstest.MapFile{Data: []byte("questions: [\n")}
	s.Reload()
	assert.Equal(t, "Gates", s.Course().Lesson("doors").Title)
	require.Len(t, s.Course().Problems, 1)
	assert.Equal(t, "quiz/doors.yaml", s.Course().Problems[0].File)
	assert.True(t, s.Progress().Lessons["doors"].Read)

	require.NoError(t, s.Choose(x, 0, choose(x.Asked[0], "right")))
	y, err := s.Exam("doors")
	require.NoError(t, err)
	assert.Equal(t, x.Chosen, y.Chosen, "an exam goes on")
	asked, err := s.Practice("doors")
	require.NoError(t, err)
	assert.NotEmpty(t, asked, "the bank as it was can be asked")

	content["quiz/doors.yaml"] = doors()["quiz/doors.yaml"]
	s.Reload()
	assert.Empty(t, s.Course().Problems)
}

func TestACourseCanBeReloadedWhileItIsLearnt(t *testing.T) {
	s := openPack(t, doors(), "/packs/doors", "")
	var all sync.WaitGroup
	for range 4 {
		all.Go(s.Reload)
		all.Go(func() { assert.NoError(t, s.MarkRead("doors")) })
		all.Go(func() { assert.NotNil(t, s.Course().Exercise("doors")) })
	}
	all.Wait()
	assert.Equal(t, 4, s.Progress().Events)
}

func TestOnlyAPackIsWatched(t *testing.T) {
	saves, err := openPack(t, doors(), "", "").WatchCourse(t.Context())
	require.NoError(t, err)
	_, open := <-saves
	assert.False(t, open)

	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, doors()))
	saves, err = openPack(t, doors(), dir, "").WatchCourse(t.Context())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "lessons", "doors", "lesson.md"), []byte("---\ntitle: Gates\n---\n"), 0o644))
	_, open = <-saves
	assert.True(t, open)
}

// renamed is the course of doors, its lesson and its exercise being called
// gates now.
func renamed() fstest.MapFS {
	files := fstest.MapFS{}
	for name, file := range doors() {
		text := string(file.Data)
		switch name {
		case "lessons/course.yaml":
			text = strings.Replace(text, "lessons: [doors]", "lessons: [gates]", 1)
		case "lessons/doors/lesson.md":
			text = strings.Replace(text, "title: Doors", "title: Gates\naliases: [doors]", 1)
		case "exercises/doors/exercise.md":
			text = strings.Replace(text, "lesson: doors", "lesson: gates\naliases: [doors]", 1)
		}
		text = strings.Replace(text, "package doors", "package gates", 1)
		name = strings.Replace(name, "/doors", "/gates", 1)
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func TestWhatWasRenamedKeepsWhatTheLearnerDid(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mine")
	before := openPack(t, doors(), "/packs/doors", "")
	_, err := before.MakeWorkspace(dir)
	require.NoError(t, err)
	require.NoError(t, before.MarkRead("doors"))
	asked, err := before.Practice("doors")
	require.NoError(t, err)
	_, err = before.Answer(asked[0], choose(asked[0], "wrong"), false, study.InPractice)
	require.NoError(t, err)
	x, err := before.Exam("doors")
	require.NoError(t, err)
	_, err = before.HandIn(x)
	require.NoError(t, err)
	_, err = before.Hint("doors")
	require.NoError(t, err)
	kept, err := record.Open(before.Workspace().Record(), time.Now)
	require.NoError(t, err)
	_, err = kept.Append(record.Event{Kind: record.Ran, About: "doors", Outcome: "holds", Holds: 1, Of: 1})
	require.NoError(t, err)

	was := openPack(t, doors(), "/packs/doors", dir).Progress()
	now := openPack(t, renamed(), "/packs/doors", dir)
	assert.Equal(t, was.Events, now.Progress().Events)
	lesson := now.Progress().Lessons["gates"]
	assert.True(t, lesson.Read)
	assert.Equal(t, was.Lessons["doors"].Practice, lesson.Practice)
	assert.Equal(t, was.Lessons["doors"].Exam, lesson.Exam)
	assert.True(t, lesson.Exercises["gates"].Done)
	assert.Equal(t, 1, lesson.Exercises["gates"].Hints)
	hints, err := now.Hints("doors")
	require.NoError(t, err)
	assert.Len(t, hints, 1, "the old name leads there")
}

func TestTwoPacksDoNotShareProgress(t *testing.T) {
	home := t.TempDir()
	one, other := openPack(t, doors(), "/packs/one", ""), openPack(t, doors(), "/packs/other", "")
	_, err := one.MakeWorkspace(filepath.Join(home, "one"))
	require.NoError(t, err)
	_, err = other.MakeWorkspace(filepath.Join(home, "other"))
	require.NoError(t, err)
	require.NoError(t, one.MarkRead("doors"))
	_, err = other.Refresh()
	require.NoError(t, err)
	assert.True(t, one.Progress().Lessons["doors"].Read)
	assert.False(t, other.Progress().Lessons["doors"].Read)
	_, err = other.MakeWorkspace(filepath.Join(home, "one"))
	assert.ErrorContains(t, err, "was made from another course")
}
