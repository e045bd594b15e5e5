package tui

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestARecordThatDisappearsIsToldOfOnce(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		w.learn.trouble = errors.New("the record is gone")
		wait(w, 3*time.Second)
		sees(t, w, "The record is gone.", "Next: read Doors")
		drive(t, w, "down")
		wait(w, 5*time.Second)
		seesNot(t, w, "The record is gone.")
	})
}

func TestWhoCannotRecordCanStillLearn(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "p")
		sees(t, w, "question 1 of 5")
		w.learn.trouble = errors.New("not recorded: no space left on device")
		drive(t, w, "a", "enter")
		sees(t, w, "Not recorded: no space left on device.", "you chose A; C is right")
		drive(t, w, "enter")
		sees(t, w, "question 2 of 5")
		assert.False(t, w.quit)
	})
}
