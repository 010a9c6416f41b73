use super::check;

#[test]
fn php_sees_what_changes() {
    check(
        "php",
        false,
        &[
            ("<?php $a = ($b + $c) * $d;", "<?php $a = $b + $c * $d;"),
            ("<?php a(); b();", "<?php b(); a();"),
            ("<?php if ($a) b(); c();", "<?php if ($a) { b(); c(); }"),
            ("<?php while ($a) ; b();", "<?php while ($a) b();"),
            ("<?php $a = ' ';", "<?php $a = '';"),
            ("<?php $a = 'b';", "<?php $a = \"b\";"),
            ("<?php $a = '\\n';", "<?php $a = \"\\n\";"),
            ("<?php $a = \"$b c\";", "<?php $a = \"$b  c\";"),
            ("<?php $a = \"{$b->c}\";", "<?php $a = \"{$b->d}\";"),
            ("<?php $a = \"$b\";", "<?php $a = '$b';"),
            ("<?php $a = \"$b $c\";", "<?php $a = \"$b$c\";"),
            ("<?php $a = <<<A\n  b\n  A;", "<?php $a = <<<A\n  b\nA;"),
            ("<?php $a = <<<A\n  b $c\n  A;", "<?php $a = <<<A\n  b $c\nA;"),
            ("<?php $a = <<<A\n  b $c\nA;", "<?php $a = <<<A\n b $c\nA;"),
            ("<?php $a = <<<A\nb $c\nA;", "<?php $a = <<<'A'\nb $c\nA;"),
            ("<?php $a = <<<'A'\nb\nA;", "<?php $a = <<<'A'\nc\nA;"),
            ("<?php $a = `b $c`;", "<?php $a = `b  $c`;"),
            ("<?php [$a, , $b] = $c;", "<?php [$a, $b] = $c;"),
            ("<?php function f($a, $b) {}", "<?php function f($b, $a) {}"),
            ("<?php function f(int $a) {}", "<?php function f(?int $a) {}"),
            ("<?php class A { #[B] function f() {} }", "<?php class A { function f() {} }"),
            ("<?php class A { static function f() {} }", "<?php class A { function f() {} }"),
            ("<?php class A { public $a; }", "<?php class A { private $a; }"),
            ("<?php $a?->b();", "<?php $a->b();"),
            ("<?php $a == $b;", "<?php $a === $b;"),
            ("<?php use A\\B;", "<?php use A\\C;"),
            ("<?php $f = function () use ($a) {};", "<?php $f = function () use (&$a) {};"),
            ("<?php $f = fn() => 1;", "<?php $f = static fn() => 1;"),
            ("<b>a</b>", "<b>a</b> <i></i>"),
            ("<?php a() ?><b>", "<?php a() ?> <b>"),
            ("<?php a() ?> <?php b();", "<?php a() ?><?php b();"),
            ("<?php a() ?> x <?php b();", "<?php a() ?> y <?php b();"),
            ("<?= $a ?>", "<?php $a ?>"),
        ],
    );
}

#[test]
fn php_does_not_see_format() {
    check(
        "php",
        true,
        &[
            (
                "<?php function f($a, $b) { if ($a) { return $b; } }",
                "<?php\n\nfunction f(\n    $a,\n    $b,\n)\n{\n    // why\n    if ($a)\n    {\n        return $b; # so\n    }\n}\n",
            ),
            ("<?php $a = [1, 2];", "<?php $a = [\n    1,\n    2,\n];"),
            ("<?php $a = \"b $c\";", "<?php\n$a =\n    \"b $c\";"),
            ("<?php f($a, $b);", "<?php f(\n    $a,\n    $b,\n);"),
            ("<?php $a->b()->c();", "<?php $a\n    ->b()\n    ->c();"),
            ("<?php\n/** Doc. */\nfunction f() {}", "<?php\nfunction f() {}"),
        ],
    );
}
