package lsp

import (
	"context"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// callouts are the requests from this server to the client. They are kept here
// and not in the library because theirs go past the outbox, and because its
// pool of waiters is shared by all sessions of the process.
type callouts struct {
	out *outbox

	mu      sync.Mutex // guards all below
	last    int64
	waiting map[jsonrpc2.ID]chan *jsonrpc2.Response
}

func (c *callouts) init(out *outbox) {
	c.out, c.waiting = out, map[jsonrpc2.ID]chan *jsonrpc2.Response{}
}

// call sends a request to the client and decodes its answer into result, which
// may be nil. It waits for the client, so it must not run on the reader. When
// ctx ends first the client is told.
func (c *callouts) call(ctx context.Context, method string, params, result any) error {
	answer := make(chan *jsonrpc2.Response, 1)
	c.mu.Lock()
	c.last++
	id := jsonrpc2.NewNumberID(c.last)
	c.waiting[id] = answer
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		delete(c.waiting, id)
		c.mu.Unlock()
	}()
	if err := c.out.frame(jsonrpc2.AppendCall(nil, id, method, jsonrpc2.RawMessage(encode(params)))); err != nil {
		return err
	}
	select {
	case response := <-answer:
		if err := response.Err(); err != nil || result == nil {
			return err
		}
		return protocol.Unmarshal(response.Result(), result)
	case <-ctx.Done():
		number, _ := id.Number()
		c.out.notify(protocol.MethodCancelRequest, encode(map[string]int64{"id": number}))
		return ctx.Err()
	}
}

// answered takes a response from the client; one to nothing is dropped. It
// runs on the reader.
func (c *callouts) answered(response *jsonrpc2.Response) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if answer := c.waiting[response.ID()]; answer != nil {
		delete(c.waiting, response.ID())
		answer <- response // has room for one
	}
}
