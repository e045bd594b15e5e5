package text_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/text"
)

func TestSourcesOfARule(t *testing.T) {
	assert.Equal(t, []text.Link{
		{"RFC 9110 §15.5.2", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2"},
		{"RFC 9110 §11.6.1", "https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1"},
		{"CWE-204", "https://cwe.mitre.org/data/definitions/204.html"},
	}, text.Sources("RFC 9110 §15.5.2, §11.6.1, CWE-204"))
	assert.Equal(t, []text.Link{
		{"OWASP API1:2023", "https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/"},
		{"OWASP ASVS 8.3.1", "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x17-V8-Authorization.md"},
		{"OWASP ASVS 4.1.3", "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x13-V4-API-and-Web-Service.md"},
		{"The task", ""},
	}, text.Sources("OWASP API1:2023, OWASP ASVS 8.3.1, 4.1.3; The task"))
	assert.Empty(t, text.Sources(""))
}
