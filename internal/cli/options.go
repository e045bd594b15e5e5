package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// options are what every command can be told.
type options struct {
	workspace string // a folder; empty: to be found
	course    string // the folder of a course pack; empty: the workspace's course
	plain     bool   // a dialogue in lines in place of the screens
}

func fromEnvironment() options {
	return options{
		workspace: os.Getenv("GATEHOUSE_WORKSPACE"),
		course:    os.Getenv("GATEHOUSE_COURSE"),
		plain:     os.Getenv("ACCESSIBLE") != "",
	}
}

func (o *options) register(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&o.workspace, "workspace", o.workspace, "the folder of your work (GATEHOUSE_WORKSPACE)")
	flags.StringVar(&o.course, "course", o.course, "a course pack in place of the built-in course (GATEHOUSE_COURSE)")
	flags.BoolVar(&o.plain, "plain", o.plain, "a dialogue in lines in place of the screens (ACCESSIBLE)")
	flags.Func("color", "colours: auto, always or never (NO_COLOR)", setColor)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; %s --help shows what there is", misused(err), c.CommandPath())
	})
}

// misused is the error of a flag, in words where it is what strconv or time
// say of its value.
func misused(err error) error {
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return err
	}
	takes := map[string]string{
		"int": "a whole number", "uint64": "a whole number", "duration": "a time such as 30s", "bool": "true or false",
		"func": "auto, always or never",
	}
	flag := invalid.GetFlag()
	return fmt.Errorf("--%s is %s, not %q", flag.Name, takes[flag.Value.Type()], invalid.GetValue())
}

// setColor says it in the environment, where all that writes colours looks:
// the commands, their help and the screens.
func setColor(when string) error {
	switch when {
	case "auto":
		return nil
	case "always":
		return errors.Join(os.Setenv("CLICOLOR_FORCE", "1"), os.Unsetenv("NO_COLOR"))
	case "never":
		return errors.Join(os.Setenv("NO_COLOR", "1"), os.Unsetenv("CLICOLOR_FORCE"))
	}
	return errors.New("it is auto, always or never")
}
