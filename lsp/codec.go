package lsp

import (
	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// codec encodes payloads with package protocol, whose own jsonrpc2.Codec is
// not exported.
type codec struct{}

var _ jsonrpc2.Codec = codec{}

// Marshal passes raw messages through; a nil one is null.
func (codec) Marshal(v any) ([]byte, error) {
	switch m := v.(type) {
	case jsonrpc2.RawMessage:
		if m == nil {
			return []byte("null"), nil
		}
		return m, nil
	case jsontext.Value:
		if m == nil {
			return []byte("null"), nil
		}
		return m, nil
	}
	return protocol.Marshal(v)
}

// Unmarshal copies what it keeps: data is borrowed.
func (codec) Unmarshal(data []byte, v any) error {
	if p, ok := v.(*jsonrpc2.RawMessage); ok {
		*p = append(jsonrpc2.RawMessage(nil), data...)
		return nil
	}
	return protocol.Unmarshal(data, v)
}

// decodeParams decodes the params of a message; an error is InvalidParams.
func decodeParams(raw []byte, v any) error {
	if len(raw) == 0 {
		return jsonrpc2.NewError(jsonrpc2.InvalidParams, "the message has no params")
	}
	if err := protocol.Unmarshal(raw, v); err != nil {
		return jsonrpc2.Errorf(jsonrpc2.InvalidParams, "params cannot be decoded: %v", err)
	}
	return nil
}

// encode marshals a value that this package built, which cannot fail for any
// input; a failure is a mistake in the program and becomes null.
func encode(v any) jsontext.Value {
	raw, err := codec{}.Marshal(v)
	if err != nil {
		return jsontext.Value("null")
	}
	return raw
}
