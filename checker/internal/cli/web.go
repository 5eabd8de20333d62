package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/watch"
	"sharedmap-workshop/checker/internal/web/arena"
	"sharedmap-workshop/checker/internal/web/hub"
	"sharedmap-workshop/checker/internal/web/lessonpage"
	"sharedmap-workshop/checker/internal/web/server"
)

// webFlags are the flags of `checker web`.
type webFlags struct {
	port   int
	noOpen bool
}

func (a *app) webCommand() *cobra.Command {
	var f webFlags
	c := a.command("web [LESSON]", func(c *cobra.Command, names []string) error {
		if !c.Flags().Changed("port") {
			f.port = server.AnyPort
		} else if f.port < 0 || f.port > 65535 {
			return usage(a.say.Say("web.bad-port", "port", f.port))
		}
		return a.web(c.Context(), names, f)
	})
	c.Args = a.atMostOne
	c.Flags().IntVar(&f.port, "port", server.DefaultPort, a.say.Say("flag.web.port"))
	c.Flags().BoolVar(&f.noOpen, "no-open", false, a.say.Say("flag.web.no-open"))
	return c
}

// web serves the page of the lessons and runs a lesson each time that its file is saved, until the user presses Ctrl-C.
func (a *app) web(ctx context.Context, names []string, f webFlags) (err error) {
	choices, err := a.choose(names)
	if err != nil {
		return err
	}
	root, err := a.repo()
	if err != nil {
		return err
	}
	first, _, open := firstOpen(choices, a.openProgress(root))
	if !open {
		first = choices[0].Lesson
	}
	states, requests := hub.New(lessonpage.State{Focus: first.ID}), make(chan watch.Request)
	page, err := lessonpage.New(lessonpage.Options{Root: root, Course: a.course, States: states, Requests: requests, Lang: a.say.Lang(), Play: playAddress})
	if err != nil {
		return err
	}
	games := arena.New(ctx, a.arenaOptions(root))
	defer func() { err = errors.Join(err, games.Close()) }() // after the server has answered its last request
	s, err := a.openPage(server.Options{Port: f.port, Handler: page, Mount: map[string]http.Handler{arena.Path: games}, Say: a.say})
	if err != nil {
		return err
	}
	a.print(a.Stdout, a.say.Say("web.address", "url", s.URL()))
	if !f.noOpen {
		if err := openBrowser(ctx, s.LaunchURL(), a.Getenv); err != nil {
			a.print(a.Stderr, a.say.Say("web.no-browser", "error", err.Error()))
		}
	}
	if err := a.servePage(ctx, root, first, s, states, requests); err != nil {
		return err
	}
	a.print(a.Stdout, a.say.Say("web.bye"))
	return nil
}

// openPage starts to listen.
func (a *app) openPage(o server.Options) (*server.Server, error) {
	s, err := server.Open(o)
	if taken := new(server.PortError); errors.As(err, &taken) {
		return nil, usage(a.say.Say("web.port-taken", "port", taken.Port, "error", taken.Err.Error()))
	}
	return s, err
}

// servePage serves the page and watches the lessons. When it returns, all its goroutines have ended.
func (a *app) servePage(ctx context.Context, root string, first course.Lesson, s *server.Server, states *hub.Hub[lessonpage.State], requests <-chan watch.Request) error {
	g, ctx := errgroup.WithContext(ctx)
	views := make(chan watch.View)
	for _, f := range []func() error{
		func() error { states.Run(ctx); return nil },
		func() error { lessonpage.Follow(ctx, views, states); return nil },
		func() error { return s.Serve(ctx) },
		func() error {
			return watch.Run(ctx, watch.Config{Root: root, Course: a.course, First: first, Lang: a.say.Lang(), Views: views, Requests: requests})
		},
	} {
		g.Go(func() error { return panics.Recover(f) })
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("serve the page: %w", err)
	}
	return nil
}
