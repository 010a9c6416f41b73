import d, {a as b, type T} from 'm';
// - import m default d
// - import m a b
// - import m T T
import * as ns from "n";
// - import n _ ns
import x = require('q');
// - import q _ x
const {r, s: t} = require('z');
// - import z r r
// - import z s t
export * from './k';
// - import ./k * _
export const f = (a: number): number => g(a)!.h();
// - function f
// - call g from f
// - call ? h from f
export default class { private y = () => 1; #p() {} get z() { return 1 } static { foo() } constructor(){ super(); } }
// - class default
// - method default.y
// - method default.#p
// - method default.z
// - call foo from default
// - constructor default.constructor
// - call super from default.constructor
function o(a: string): void;
// - function o
function o(a) { return a; }
// - function o~2
interface I { m(): void, n: string }
// - interface I
// - method I.m
namespace N.M { export function q() {} }
// - namespace N.M
// - function N.M.q
exports.x = function () {};
// - function x
Foo.prototype.bar = function () {};
// - function Foo.prototype.bar
const obj = { get: function () {}, put() {}, deep: { z: () => 1 } };
// - method obj.get
// - method obj.put
// - method obj.deep.z
export default () => 1
// - function default~2
declare function dd(): void;
// - function dd
abstract class Q { abstract m(): void; @deco() foo() {} }
// - class Q
// - method Q.m
// - call deco from Q
// - method Q.foo
enum E { A, B }
// - enum E
const home = process.env.HOME;
// - call process.env
