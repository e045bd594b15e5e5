package tui

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/teatest/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/internal/grade"
	"gatehouse/internal/study"
)

func TestWholeProgram(t *testing.T) {
	home := t.TempDir()
	s, err := study.Open(study.Config{Content: tinyCourse(), Now: time.Now,
		FindGo: func(context.Context) (grade.Go, error) { return grade.Go{}, errors.New("no Go on this machine") }})
	require.NoError(t, err)
	r := newRoot(t.Context(), s, Options{First: true, DefaultDir: filepath.Join(home, "gatehouse"), Getenv: func(string) string { return "" }})
	program := teatest.NewTestModel(t, r, teatest.WithInitialTermSize(80, 24),
		teatest.WithProgramOptions(tea.WithColorProfile(colorprofile.ASCII), tea.WithContext(t.Context())))
	for _, step := range []struct{ sees, press string }{
		{"Look around first", "down"},
		{"Start in another folder", "down"},
		{"look around", "enter"},
		{"Next: read Doors", "enter"},
		{"What a door is for.", "end"},
		{"The end of doors.", "enter"},
		{"question 1 of 5", "esc"},
		{"Section 3 of 3.", "q"},
	} {
		teatest.WaitFor(t, program.Output(), func(screen []byte) bool { return bytes.Contains(screen, []byte(step.sees)) },
			teatest.WithDuration(20*time.Second))
		program.Send(press(step.press))
	}
	last := program.FinalModel(t, teatest.WithFinalTimeout(20*time.Second))
	assert.Equal(t, "Nothing was kept. Start again with: gatehouse", last.(root).farewell())
	assert.NoDirExists(t, filepath.Join(home, "gatehouse"))
	assert.True(t, s.Progress().Lessons["doors"].Read)
}

func TestSignsAreASCIIWhereTheyMustBe(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"LANG": "en_GB.UTF-8"}, false},
		{map[string]string{"LANG": "C"}, true},
		{map[string]string{"LANG": "ja_JP.UTF-8"}, true},
		{map[string]string{"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, true},
		{map[string]string{"LANG": "en_GB.UTF-8", "TERM": "linux"}, true},
		{map[string]string{"LANG": "ja_JP.UTF-8", "GATEHOUSE_ASCII": "0"}, false},
		{map[string]string{"LANG": "en_GB.UTF-8", "GATEHOUSE_ASCII": "1"}, true},
	} {
		assert.Equal(t, c.want, WantsASCII(func(name string) string { return c.env[name] }), c.env)
	}
}

func TestNothingIsDrawnBeforeTheColoursAreKnown(t *testing.T) {
	for answer, msg := range map[string]tea.Msg{"an answer": tea.BackgroundColorMsg{Color: color.White}, "no answer": nil} {
		inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
			w.root.lit = false
			w.run(w.root.Init())
			w.tell(nil)
			assert.Empty(t, w.text(), answer)
			w.tell(msg)
			if msg == nil {
				wait(w, answerWithin)
			}
			sees(t, w, "0 of 3 lessons")
		})
	}
}

func TestColoursFollowTheTerminal(t *testing.T) {
	colours := func(p colorprofile.Profile, b background) string {
		return terminal{profile: p, background: b}.look().bad.Render("x")
	}
	assert.Equal(t, "x", colours(colorprofile.ASCII, dark), "NO_COLOR")
	assert.NotEqual(t, colours(colorprofile.TrueColor, dark), colours(colorprofile.TrueColor, light))
	assert.Equal(t, colours(colorprofile.ANSI, light), colours(colorprofile.TrueColor, unknown), "no answer: the terminal's own colours")
}

func TestSizesThatCameAndWentUnseenLeaveNothing(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		_, draw := w.root.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		require.NotNil(t, draw)
		assert.Equal(t, tea.ClearScreen(), draw(), "all is drawn again")
	})
}
