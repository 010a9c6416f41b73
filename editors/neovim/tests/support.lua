--- What the cases share: a workspace of their own, waiting, and looking at the screen.

local M = {}

--- Long, for a machine that is busy; a case that passes does not wait.
local PATIENCE_MS = 10000

local defaults = vim.g.canton
local made = {} ---@type string[]
local notify = vim.notify

--- Everything that was said since the case began.
---@type string[]
M.said = {}

---@param condition fun(): any
---@param what string|fun(): string Said when it does not come.
---@return any The first value that is neither nil nor false.
function M.wait(condition, what)
  local value
  local ok = vim.wait(PATIENCE_MS, function()
    value = condition()
    return value
  end, 20)
  if not ok then
    error("timed out: " .. (type(what) == "function" and what() or what), 2)
  end
  return value
end

--- Lets what is under way arrive, to see that nothing does.
function M.settle()
  vim.wait(700, function()
    return false
  end, 20)
end

function M.equal(got, expected, what)
  if not vim.deep_equal(got, expected) then
    error(("%s\nexpected %s\ngot      %s"):format(what or "", vim.inspect(expected), vim.inspect(got)), 2)
  end
end

---@param text string
---@param part string
function M.contains(text, part)
  if not text:find(part, 1, true) then
    error(("%q is not in:\n%s"):format(part, text), 2)
  end
end

---@param text string
---@param part string
function M.lacks(text, part)
  if text:find(part, 1, true) then
    error(("%q is in:\n%s"):format(part, text), 2)
  end
end

local function temporary()
  local dir = assert(vim.uv.fs_realpath(vim.fs.dirname(vim.fn.tempname())))
    .. "/canton-"
    .. #made
    .. "-"
    .. vim.uv.hrtime()
  vim.fn.mkdir(dir, "p")
  made[#made + 1] = dir
  return dir
end

--- A copy of a workspace of this repository, with the working directory in it.
---@param name? string
---@return string dir
function M.workspace(name)
  local dir = temporary()
  local from = ("%s/test-workspaces/%s/."):format(canton_test.repository, name or "environment-provision")
  M.equal(vim.system({ "cp", "-R", from, dir }):wait().code, 0, "copying " .. from)
  vim.fn.chdir(dir)
  return dir
end

--- A repository that has never heard of Canton.
---@param files table<string, string>
---@return string dir
function M.repository(files)
  local dir = temporary()
  vim.fn.mkdir(dir .. "/.git")
  for path, text in pairs(files) do
    vim.fn.mkdir(vim.fs.dirname(dir .. "/" .. path), "p")
    M.write(dir .. "/" .. path, text)
  end
  vim.fn.chdir(dir)
  return dir
end

---@param path string
---@return string
function M.read(path)
  return table.concat(vim.fn.readfile(path), "\n")
end

---@param path string
---@param text string
function M.write(path, text)
  vim.fn.writefile(vim.split(text, "\n", { plain = true }), path)
end

---@return vim.lsp.Client?
function M.client()
  local client = vim.lsp.get_clients({ name = "canton", bufnr = 0 })[1]
  return client and client.initialized and client or nil
end

--- Opens a file and waits for the server.
---@param path string
---@return vim.lsp.Client
function M.edit(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  return M.wait(M.client, "the server attaches to " .. path)
end

--- Puts the cursor on the first place where `text` stands.
---@param text string
function M.cursor(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      return vim.api.nvim_win_set_cursor(0, { number, column - 1 })
    end
  end
  error(("%q is not in the buffer"):format(text), 2)
end

---@param code string
---@return vim.Diagnostic[] In the current buffer.
function M.diagnostics(code)
  return vim.tbl_filter(function(item)
    return item.code == code
  end, vim.diagnostic.get(0))
end

---@param code string
---@return vim.Diagnostic
function M.wait_finding(code)
  return M.wait(function()
    return M.diagnostics(code)[1]
  end, function()
    return ("the finding %s; found are %s"):format(code, vim.inspect(vim.diagnostic.get(0)))
  end)
end

--- The virtual text on the first line that has `text` in it: lenses, as a person sees them.
---@param text string
---@return string
function M.lens(text)
  local row ---@type integer?
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    row = row or (line:find(text, 1, true) and number - 1)
  end
  local seen = {}
  for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
    if name:find("codelens", 1, true) then
      local marks = vim.api.nvim_buf_get_extmarks(0, namespace, { row, 0 }, { row, -1 }, { details = true })
      for _, mark in ipairs(marks) do
        for _, chunk in ipairs(mark[4].virt_text or {}) do
          seen[#seen + 1] = chunk[1]
        end
        for _, line in ipairs(mark[4].virt_lines or {}) do
          for _, chunk in ipairs(line) do
            seen[#seen + 1] = chunk[1]
          end
        end
      end
    end
  end
  return table.concat(seen)
end

---@param text string
---@param part string
---@return string
function M.wait_lens(text, part)
  return M.wait(function()
    local lens = M.lens(text)
    return lens:find(part, 1, true) and lens
  end, function()
    return ("a lens with %q at %q; there is %q"):format(part, text, M.lens(text))
  end)
end

--- The text of the floating window.
---@return string?
function M.float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
    end
  end
end

---@param what string
---@return string
function M.wait_float(what)
  return M.wait(M.float, what)
end

---@param part string
---@return string
function M.wait_said(part)
  return M.wait(function()
    for _, message in ipairs(M.said) do
      if message:find(part, 1, true) then
        return message
      end
    end
  end, function()
    return ("%q is said; said was %s"):format(part, vim.inspect(M.said))
  end)
end

--- Takes back what a case did: clients, windows, buffers, options, files.
function M.clean()
  vim.notify = notify
  local clients = vim.lsp.get_clients()
  for _, client in ipairs(clients) do
    client:stop()
  end
  local gone = vim.wait(PATIENCE_MS, function()
    return #vim.lsp.get_clients() == 0
  end, 10)
  for _, client in ipairs(vim.lsp.get_clients()) do
    client:stop(true)
  end
  vim.cmd("silent! cclose")
  vim.fn.setqflist({}, "f")
  vim.cmd("silent! tabonly! | silent! only!")
  vim.cmd("silent! %bwipeout!")
  vim.fn.chdir("/")
  for _, dir in ipairs(made) do
    vim.fn.delete(dir, "rf")
  end
  M.use(defaults)
  M.listen()
  assert(gone, "a server does not stop when it is told to")
end

--- Sets the options, as if Neovim had been started with them.
---@param opts any
function M.use(opts)
  if type(opts) == "table" and opts ~= defaults then
    opts = vim.tbl_deep_extend("force", { server = defaults.server }, opts)
  end
  vim.g.canton = opts
  for name in pairs(package.loaded) do
    -- The switches that were thrown; lenses and ratios keep what belongs to living buffers.
    if name == "canton.surfaces" then
      package.loaded[name] = nil
    end
  end
  vim.lsp.config("canton", {})
end

--- Writes down what is said instead of showing it.
function M.listen()
  M.said = {}
  vim.notify = function(message)
    M.said[#M.said + 1] = message
  end
end

M.listen()

return M
