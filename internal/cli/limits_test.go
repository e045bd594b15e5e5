package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestASizeIsReadAsItIsWritten(t *testing.T) {
	for _, text := range []string{"1GiB", "512MiB", "64KiB", "1000"} {
		var s size
		assert.NoError(t, s.Set(text))
		assert.Equal(t, text, s.String())
	}
	for _, text := range []string{"", "GiB", "-1KiB", "0", "1 GiB", "1GB", "9999999999GiB"} {
		var s size
		assert.ErrorContains(t, s.Set(text), "512MiB", text)
	}
}
