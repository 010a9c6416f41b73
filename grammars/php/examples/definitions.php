<?php
declare(strict_types=1);
namespace App\Models;
use Foo\Bar;
// - import Foo Bar Bar
use Foo\Baz as Q, A\B;
// - import Foo Baz Q
// - import A B B
use function Foo\call;
// - import Foo call call
use Foo\{A1, B1 as C1};
// - import Foo A1 A1
// - import Foo B1 C1
require_once __DIR__ . '/x.php';
// - import __DIR__.'/x.php' * _
include('a.php');
// - import a.php * _

#[Attr(1)]
abstract class User extends Model implements I {
// - class User
  use HasFoo, HasBar { foo as bar; }
  const X = 1;
  public function __construct(private int $a) { parent::__construct(); }
  // - constructor User.__construct
  // - call parent.__construct from User.__construct
  #[Test]
  public static function make(int $a = 1, ?string ...$r): static { return new static($a); }
  // - method User.make test
  // - call static from User.make
  abstract protected function abs();
  // - method User.abs
  private ?string $p = "a $b {$c->d()} ${e}";
  // - call $c.d from User
  public string $hook { get => $this->x; set { $this->x = $value; } }
  // - method User.$hook.get
  // - method User.$hook.set
}
interface I { public function z(): void; }
// - interface I
// - method I.z
trait T {
// - trait T
  function q() {
  // - method T.q
    $this->foo?->bar();
    // - call $this.foo.bar from T.q
    self::baz();
    // - call self.baz from T.q
    User::make()->go();
    // - call User.make from T.q
    // - call ? go from T.q
    \A\b();
    // - call A.b from T.q
    $f();
    // - call $f from T.q
    new Foo;
    // - call Foo from T.q
    new class(1) extends Q { function m() {} };
    // - method T.q.m inside
  }
}
enum E: string { case A = 'a'; public function label() { return 1; } }
// - enum E
// - method E.label
function top($a) { return function ($x) use ($a) { return $x; }; }
// - function top
$f = fn($x) => $x + 1;
// - function $f
$g = function () { return 2; };
// - function $g
$this->h = static fn() => 3;
// - function h
$routes = ['home' => function () { return view('home'); }, 'plain' => 1,];
// - function home
// - call view from home
$text = <<<EOT
  a {$x->y()}
  // - call $x.y
  EOT;
$raw = <<<'EOT'
  raw $x
  EOT;
$out = `ls $x`;
if ($a): echo 1; else: echo 2; endif;
list($a, , $b) = $c;
