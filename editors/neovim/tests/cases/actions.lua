local support = require("support")

local equal, wait, read = support.equal, support.wait, support.read

--- What is registered where the cursor is, and the file that appears for it.
local function register(dir)
  support.edit("app/deploy.py")
  support.wait_lens("def environment_name", "uncantonized")
  support.cursor("environment_name(branch: str)")
  return dir .. "/app/environment-name.canton.yaml"
end

local function wait_file(path)
  wait(function()
    return vim.uv.fs_stat(path) and read(path) ~= ""
  end, path .. " is written")
end

local function unchanged(dir, before)
  equal(read(dir .. "/app/deploy.py"), before, "the code")
  equal(vim.bo.modified, false, "the buffer of the code is modified")
end

return {
  {
    ":Canton register writes a manifest, and the lens turns",
    function()
      local dir = support.workspace()
      local before = read(dir .. "/app/deploy.py")
      local manifest = register(dir)
      vim.cmd("Canton register")
      wait_file(manifest)
      support.contains(read(manifest), "name: environment-name")
      support.wait_lens("def environment_name", "registered · environment-name")
      support.wait_said("environment-name.canton.yaml")
      unchanged(dir, before)
    end,
  },
  {
    "the lens itself registers",
    function()
      local dir = support.workspace()
      local before = read(dir .. "/app/deploy.py")
      local manifest = register(dir)
      vim.lsp.codelens.run()
      wait_file(manifest)
      support.wait_lens("def environment_name", "registered · environment-name")
      unchanged(dir, before)
    end,
  },
  {
    ":Canton lens runs the lens of the unit that the cursor is in",
    function()
      local dir = support.workspace()
      local manifest = register(dir)
      support.cursor('return "".join')
      local here = vim.api.nvim_win_get_cursor(0)
      vim.cmd("Canton lens")
      wait_file(manifest)
      equal(vim.api.nvim_win_get_cursor(0), here)
    end,
  },
  {
    "the quick-fix of Neovim itself registers, once its buffer is written",
    function()
      local dir = support.workspace()
      local manifest = register(dir)
      vim.lsp.buf.code_action({
        apply = true,
        filter = function(action)
          return action.title:lower():find("register", 1, true) ~= nil
            and not action.title:lower():find(" in ", 1, true)
        end,
      })
      wait(function()
        local bufnr = vim.fn.bufnr(manifest)
        return bufnr ~= -1 and vim.api.nvim_buf_line_count(bufnr) > 1
      end, "the manifest is in a buffer")
      support.wait_lens("def environment_name", "registered · environment-name")
      vim.cmd("silent wall")
      support.contains(read(manifest), "name: environment-name")
    end,
  },
  {
    "manifests are left unsaved where that is wished",
    function()
      support.use({ actions = { write = false } })
      local dir = support.workspace()
      local manifest = register(dir)
      vim.cmd("Canton register")
      support.wait_lens("def environment_name", "registered · environment-name")
      equal(vim.bo[vim.fn.bufnr(manifest)].modified, true)
    end,
  },
  {
    ":Canton pin writes the digest, and the unit is canonical",
    function()
      local dir = support.workspace()
      support.edit("infra/provision.py")
      support.wait_lens("def provision_environment", "registered · environment-provision")
      support.cursor("provision_environment(")
      vim.cmd("Canton pin")
      support.wait_lens("def provision_environment", "canonical · environment-provision")
      support.contains(
        read(dir .. "/infra/environment-provision.canton.yaml"),
        "digest: canton-ast/1:python:"
      )
      support.contains(read(dir .. "/infra/environment-provision.canton.yaml"), "# production excluded")
    end,
  },
  {
    "a manifest with unsaved changes of yours is not written",
    function()
      local dir = support.workspace()
      local path = dir .. "/infra/environment-provision.canton.yaml"
      local before = read(path)
      support.edit("infra/environment-provision.canton.yaml")
      vim.api.nvim_buf_set_lines(0, 0, 0, false, { "# mine" })
      support.edit("infra/provision.py")
      support.wait_lens("def provision_environment", "registered · environment-provision")
      support.cursor("provision_environment(")
      vim.cmd("Canton pin")
      support.wait_lens("def provision_environment", "canonical · environment-provision")
      equal(read(path), before)
      equal(vim.bo[vim.fn.bufnr(path)].modified, true)
    end,
  },
  {
    "the ratio rises with a pin",
    function()
      support.workspace()
      support.edit("infra/provision.py")
      support.wait_lens("def provision_environment", "registered · environment-provision")
      local before = wait(function()
        return require("canton").ratio()
      end, "the ratio")
      support.cursor("provision_environment(")
      vim.cmd("Canton pin")
      wait(function()
        local now = require("canton").ratio()
        return now and now.lines > before.lines
      end, "a higher ratio")
    end,
  },
  {
    "a file that is there is never overwritten",
    function()
      local dir = support.workspace()
      local client = support.edit("infra/provision.py")
      local uri = vim.uri_from_fname(dir .. "/infra/open-window.canton.yaml")
      local before = read(dir .. "/infra/open-window.canton.yaml")
      local start = { line = 0, character = 0 }
      local applied = require("canton.edit").apply_and_report(client, {
        documentChanges = {
          { kind = "create", uri = uri, options = { overwrite = false, ignoreIfExists = false } },
          {
            textDocument = { uri = uri, version = vim.NIL },
            edits = { { range = { start = start, ["end"] = start }, newText = "name: other\n" } },
          },
        },
      })
      equal(applied, false)
      equal(read(dir .. "/infra/open-window.canton.yaml"), before)
      support.wait_said("open-window.canton.yaml is there already")
    end,
  },
  {
    "where there is nothing to do, that is said",
    function()
      support.workspace()
      support.edit("infra/provision.py")
      support.wait_lens("def provision_environment", "environment-provision")
      support.cursor("provision_environment(")
      vim.cmd("Canton register")
      support.wait_said("nothing to register here")
    end,
  },
}
