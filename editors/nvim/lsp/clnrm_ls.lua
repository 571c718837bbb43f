---@brief
---
--- Language server for clnrm ("cleanroom") test files: TOML that a Tera
--- template produces. Install with `go install ./cmd/clnrm-ls` from a checkout.
---@type vim.lsp.Config
return {
  cmd = { 'clnrm-ls', 'serve', '--stdio' },
  filetypes = { 'toml' },
  root_markers = { 'cleanroom.toml', '.git' },
  workspace_required = false,
}
