-- Commands, maps and hooks; every `require` is inside a callback, so that loading this file costs nothing.

if vim.g.loaded_canton then
  return
end
vim.g.loaded_canton = true

vim.api.nvim_create_user_command("Canton", function(args)
  require("canton.commands").run(args.fargs)
end, {
  nargs = "*",
  desc = "Canton: status, register, pin, manifest, findings, …",
  complete = function(lead, line)
    return require("canton.commands").complete(lead, line)
  end,
})

for name, sub in pairs({
  Status = "status",
  Ratio = "ratio",
  Register = "register",
  Pin = "pin",
  Manifest = "manifest",
  Findings = "findings",
  Lens = "lens",
  ToggleLens = "toggle codelens",
  ToggleHints = "toggle inlay_hints",
  ToggleDiagnostics = "toggle diagnostics",
}) do
  vim.keymap.set("n", ("<Plug>(Canton%s)"):format(name), ("<Cmd>Canton %s<CR>"):format(sub), {
    desc = "Canton: " .. sub,
  })
end

-- A lens over what is registered opens its manifest. `canton.register` is the server's own command.
vim.lsp.commands["canton.show"] = function(command, context)
  require("canton.navigate").show(command, context)
end

local group = vim.api.nvim_create_augroup("canton", {})

vim.api.nvim_create_autocmd("LspAttach", {
  group = group,
  desc = "Canton: lenses, hints and the status line of a buffer",
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == "canton" then
      require("canton.attach").attach(client, event.buf)
    end
  end,
})

if vim.lsp.enable then
  vim.lsp.enable("canton")
else
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    desc = "Canton: start the server (Neovim 0.10)",
    callback = function(event)
      require("canton.client").start(event.buf)
    end,
  })
end
