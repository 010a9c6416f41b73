import React, { useState as state } from 'react';
// - import react default React
// - import react useState state
const { join } = require('path');
// - import path join join
const fs = require('fs');
// - import fs _ fs

export default function () {
// - function default
  return state(0);
  // - call state from default
}

export function* items() {
// - function items
  yield* other();
  // - call other from items
}

class Account extends Base {
// - class Account
  #secret = () => hide();
  // - method Account.#secret
  // - call hide from Account.#secret
  static create() {
  // - method Account.create
    return new Account();
    // - call Account from Account.create
  }
  get total() {
  // - method Account.total
    return this.sum?.();
    // - call this.sum from Account.total
  }
  set total(value) {}
  // - method Account.total~2
  async #load() {}
  // - method Account.#load
  ['computed']() {}
}

const named = async function inner() {};
// - function named
let a = 1,
  b = () => a;
  // - function b
const store = {
  actions: {
    add: (x) => x,
    // - method store.actions.add
    remove(x) {
    // - method store.actions.remove
      delete x;
    },
  },
  list: function () {},
  // - method store.list
};
module.exports = {
  run() {},
  // - method run
};
exports.stop = () => {};
// - function stop
Account.prototype.close = function () {
// - function Account.prototype.close
  this.done = () => this.total;
  // - function Account.prototype.close.done inside
};
(function () {
// - call ? (function () {
  function wrapped() {}
  // - function wrapped
  wrapped();
  // - call wrapped
})();
const view = () => <Panel title="x"><b>{render(1)}</b></Panel>;
// - function view
// - call Panel from view
// - call render from view

const quoted = {
  "catch": function () {},
  // - method quoted.catch
  'on-click': () => {},
  "on click": () => {},
};
const Card = memo(forwardRef((props, ref) => draw(props)));
// - function Card
// - call memo from Card
// - call forwardRef from Card
// - call draw from Card
const open = useCallback((event) => show(event), [show]);
// - function open
// - call useCallback from open
// - call show from open
const Named = React.memo(function Inner() {});
// - function Named
// - call React.memo from Named
const shapes = list.map((it) => it.shape);
// - call list.map
const timer = setTimeout(() => stop(), 10);
// - call setTimeout
// - call stop
export const once = debounce(/* slow */ () => {}, 10);
// - function once
// - call debounce from once
const home = process.env.HOME;
// - call process.env
