package sandbox

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEvidenceIsBelievedAsItWasSealedAlone(t *testing.T) {
	s, sealed := seal{key: "key"}, []string{}
	for _, line := range []string{
		`{"head":{"version":1,"probes":[{"name":"first"},{"name":"second"}]}}`, `{"begin":"first"}`,
		`{"verdict":{"name":"first","verdict":"broken"}}`, `{"begin":"second"}`,
	} {
		sealed = append(sealed, string(s.on([]byte(line))))
	}
	decode := func(key string, lines ...string) error {
		_, err := DecodeSealed(strings.NewReader(strings.Join(lines, "\n")+"\n"), key)
		return err
	}
	require.NoError(t, decode("key", sealed...))
	require.NoError(t, decode("", sealed...), "who has no key can read it")

	assert.Error(t, decode("another", sealed...))
	assert.Error(t, decode("key", slices.Concat(sealed[:1], sealed[2:])...), "one is taken out")
	assert.Error(t, decode("key", sealed[0], sealed[2], sealed[1], sealed[3]), "two are swapped")
	assert.Error(t, decode("key", append(slices.Clone(sealed), sealed[1])...), "one is written again")
	assert.Error(t, decode("key", sealed[0], sealed[1], strings.Replace(sealed[2], "broken", "holds", 1)), "one is changed")
	assert.Error(t, decode("key", sealed[0], `{"begin":"first"}`), "one has no seal")
}
