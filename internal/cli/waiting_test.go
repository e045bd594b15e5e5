package cli

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestWaitingIsToldInSecondsAndTakenAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var shown strings.Builder
		stop := countSeconds(&shown, func() string { return "checking door" })
		time.Sleep(2500 * time.Millisecond)
		stop()
		assert.Equal(t, "\rchecking door\rchecking door, 1 s\rchecking door, 2 s\r"+strings.Repeat(" ", 18)+"\r", shown.String())
	})
}

func TestWhatIsQuickIsNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var shown strings.Builder
		stop := countSeconds(&shown, func() string { return "checking door" })
		time.Sleep(200 * time.Millisecond)
		stop()
		assert.Empty(t, shown.String())
	})
}

func TestWaitingIsSpokenInLinesThatStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var shown strings.Builder
		stop := saySeconds(&shown, func() string { return "checking door" }, patience, 10*time.Second)
		time.Sleep(21 * time.Second)
		stop()
		assert.Equal(t, "checking door\nchecking door, 10 s\nchecking door, 20 s\n", shown.String())
	})
}
