--- Canton in Neovim. `:help canton` is the manual.

local M = {}

--- Sets `vim.g.canton`, and nothing more: the plugin works without it.
---@param opts? canton.Opts|fun(): canton.Opts
function M.setup(opts)
  vim.g.canton = opts or {}
end

--- The ratio for a status line, as it was last known; never asks the server.
---@return string
function M.statusline()
  return require("canton.ratio").statusline()
end

--- The ratio of the federation that a buffer belongs to, as it was last known.
---@param bufnr? integer
---@return canton.Ratio?
function M.ratio(bufnr)
  return require("canton.ratio").cached(bufnr or 0)
end

--- Stops the server and starts it anew.
---@param done? fun(started: boolean)
function M.restart(done)
  require("canton.client").restart(done)
end

return M
