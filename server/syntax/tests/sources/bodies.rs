//! The order of calls, their arguments, parameters, and what names stand for.

use canton_grammars::Language;
use canton_syntax::outline::{Outline, StepKind, Value, ValueKind, outline};
use expect_test::{Expect, expect};

#[track_caller]
fn check(language: &str, text: &str, expect: Expect) {
    let language = Language::by_name(language).expect("the language is there");
    expect.assert_eq(&shown(&outline(text, language)));
}

fn shown(outline: &Outline) -> String {
    let mut text = flow(outline);
    for it in &outline.parameters {
        let name = outline.text(outline.symbols[it.symbol as usize].name);
        let default = it.default.map_or(String::new(), |it| format!(" = {}", value(outline, it)));
        let type_ = outline.text(it.type_);
        let how = if it.is_rest {
            "*"
        } else if it.by_place {
            ""
        } else {
            " by name"
        };
        text.push_str(&format!("\n{name}({}: {type_}{default}{how})", outline.text(it.name)));
    }
    for it in &outline.bindings {
        let scope = outline.text(outline.symbols[it.symbol as usize].name);
        let (name, value) = (outline.text(it.name), outline.text(it.value));
        text.push_str(&format!("\n{scope}: {name} is {:?} {value}", it.kind));
    }
    for it in &outline.bases {
        let class = outline.text(outline.symbols[it.symbol as usize].name);
        text.push_str(&format!("\n{class} < {}", outline.text(it.name)));
    }
    text
}

fn flow(outline: &Outline) -> String {
    let mut lines = Vec::new();
    let mut depth = 0;
    for step in &outline.flow {
        let line = match step.kind() {
            StepKind::Call(index) => call(outline, index),
            StepKind::Begin(block) => format!("{block:?}"),
            StepKind::Part(part) => format!("| {part:?}"),
            StepKind::Symbol(index) => outline.text(outline.symbols[index as usize].name).to_owned() + ":",
            StepKind::Leave(exit) => format!("{exit:?}"),
            StepKind::End => {
                depth -= 1;
                continue;
            }
        };
        lines.push("  ".repeat(depth) + &line);
        depth +=
            usize::from(matches!(step.kind(), StepKind::Begin(_) | StepKind::Part(_) | StepKind::Symbol(_)));
    }
    assert_eq!(depth, 0, "every beginning ends");
    lines.join("\n")
}

fn call(outline: &Outline, index: u32) -> String {
    let call = &outline.calls[index as usize];
    let mut shown = vec![match call.form.positional() {
        Some(count) => count.to_string(),
        None => String::from("?"),
    }];
    for it in outline.arguments_of(index) {
        let key = it.key().map_or(it.position.to_string(), |key| outline.text(key).to_owned());
        shown.push(format!("{key}={}", value(outline, it.value())));
    }
    let awaited = if call.form.is_awaited() { " awaited" } else { "" };
    format!("{}({}){awaited}", outline.text(call.callee), shown.join(", "))
}

fn value(outline: &Outline, value: Value) -> String {
    let text = outline.text(value.text);
    match value.kind {
        ValueKind::Word => format!("{text:?}"),
        ValueKind::Bool | ValueKind::Path => text.to_owned(),
        ValueKind::Follow | ValueKind::Callee => format!("`{text}`"),
        ValueKind::Unknown => String::from("?"),
    }
}

#[test]
fn what_a_definition_writes_to_happens_once() {
    check(
        "typescript",
        "function arm(c) {\n  c ? 0 : run = () => fire();\n}\n",
        expect![[r#"
        arm:
          Branch
            | Arm
            run(?)
            arm.run:
              fire(0) awaited
        arm(c: )
        arm.run: () is Follow fire()"#]],
    );
}

#[test]
fn python_in_order() {
    check(
        "python",
        "\
def f(a, b='x', *args, c: Env = Env.STAGING, **rest):
    if ready():
        window(30, target='staging')
    elif other():
        return early()
    else:
        raise Failed(a)
    for x in items():
        use(x, a)
    try:
        risky(outer(inner()))
    except Error as e:
        handle(e)
    finally:
        close()
    items.sort(key=lambda it: weight(it))
    ok() or stop()

async def g(self, /, x, *, y=True):
    await one(x)
    await asyncio.gather(two(), three())
    asyncio.create_task(four())
    five(*x, 'late', k='v')
",
        expect![[r#"
            f:
              Branch
                ready(0)
                | Arm
                  window(1, target="staging")
                other(0)
                | Arm
                  early(0) awaited
                  Return
                | Otherwise
                  Failed(1, 0=a)
                  Raise
              Loop
                items(0)
                | Arm
                  use(2, 0=`x`, 1=a)
              Try
                | Arm
                  inner(0)
                  outer(1, 0=`inner()`)
                  risky(1, 0=`outer(inner())`)
                | Handler
                  handle(1, 0=`e`)
                | Finally
                  close(0)
              Later
                weight(1) awaited
              items.sort(0, key=?)
              Branch
                ok(0)
                | Arm
                  stop(0)
            g:
              one(1, 0=x) awaited
              Together
                | Arm
                  two(0) awaited
                | Arm
                  three(0) awaited
              asyncio.gather(2, 0=`two()`, 1=`three()`) awaited
              Spawn
                four(0)
              asyncio.create_task(1, 0=`four()`)
              five(?, k="v")
            f(a: )
            f(b:  = "x")
            f(: *)
            f(c: Env = Env.STAGING by name)
            f(: *)
            g(self: )
            g(x: )
            g(y:  = True by name)
            f: () is Follow early()
            f: x is Follow items()[]
            f: e is Follow Error.__enter__()"#]],
    );
}

#[test]
fn python_names() {
    check(
        "python",
        "\
TARGET = 'staging'
TWICE = 'a'
TWICE = 'b'
class Env(str, base.Enum):
    STAGING = 'staging'
    DOC = 'two words'
class Client(Base, metaclass=Meta):
    region: Region
    def __init__(self, api: Api):
        self.api = Api()
        self.other = make()
    def go(self, target):
        self.api.call(target)
        client = Client()
        client.go(TARGET, target)
        region.use(Env.STAGING)
    def shadowed(self, target):
        for TARGET in targets():
            go(TARGET, target)
        target = 'production'
        go(target=target)
        [go(x) for x in y]
",
        expect![[r#"
            Client:
              Client.__init__:
                Api(0)
                make(0)
              Client.go:
                self.api.call(1, 0=target)
                Client(0)
                client.go(2, 0=TARGET, 1=target)
                region.use(1, 0=Env.STAGING)
              Client.shadowed:
                Loop
                  targets(0)
                  | Arm
                    go(2, 0=`TARGET`)
                go(0, target=?)
                Loop
                  | Arm
                    go(1, 0=`x`)
            Client.__init__(api: Api)
            Client.go(target: )
            Client.shadowed(target: )
            : TARGET is Word staging
            Env: STAGING is Word staging
            Client: region is Typed Region
            Client: api is Made Api
            Client.go: client is Made Client
            Client.shadowed: TARGET is Follow targets()[]
            Client.shadowed: x is Follow y[]
            Env < str
            Env < base.Enum
            Client < Base
            Client < metaclass
            Client < Meta"#]],
    );
}

#[test]
fn typescript_in_order() {
    check(
        "typescript",
        "\
export async function f({ target, size = 'small' }: Options, spec?: Spec, force = false) {
  if (ready()) { one('staging') } else if (b()) two(); else three();
  const x = await four({ target: 'preview', spec, ...rest });
  switch (kind()) {
    case 1: five();
    case 2: six(); break;
    default: seven();
  }
  items.forEach((target) => { eight(target); });
  await Promise.all([nine(), ten(eleven())]);
  try { twelve(); } catch (e) { thirteen(e); throw e; } finally { fourteen(); }
  return fifteen(target) ?? sixteen();
}
const later = async () => { await f({ target: Target.Staging }); };
",
        expect![[r#"
            f:
              Branch
                ready(0)
                | Arm
                  one(1, 0="staging")
                | Otherwise
                  Branch
                    b(0)
                    | Arm
                      two(0)
                    | Otherwise
                      three(0)
              four(?, target=?, spec=?) awaited
              Switch
                kind(0)
                | Fallthrough
                  five(0)
                | Fallthrough
                  six(0)
                  Break
                | FallthroughOtherwise
                  seven(0)
              Later
                eight(1)
              items.forEach(1)
              Together
                | Arm
                  nine(0) awaited
                | Arm
                  eleven(0)
                  ten(1, 0=`eleven()`) awaited
              Promise.all(1) awaited
              Try
                | Arm
                  twelve(0)
                | Handler
                  thirteen(1)
                  Raise
                | Finally
                  fourteen(0)
              Branch
                fifteen(1)
                | Arm
                  sixteen(0)
              Return
            later:
              f(1, target=Target.Staging) awaited
            f(target: ?: Options by name)
            f(size:  = ? by name)
            f(spec: Spec)
            f(force:  = false)
            f: () is Follow fifteen()
            f: () is Follow sixteen()"#]],
    );
}

#[test]
fn typescript_names() {
    check(
        "typescript",
        "\
const TARGET = 'staging';
let loose = 'staging';
enum Target { Staging = 'staging', Other = 2 }
class Api extends Base<T> implements Shape {
  static readonly REGION = 'eu';
  private client: Client;
  other = new Other();
  constructor(private readonly api: Api) { super(api); this.made = new Made(); }
  go() { this.client.call(TARGET); this.made.x.y(); this.other.z(); const a = new Api(this.api); a.go(loose); }
}
",
        expect![[r#"
            Api:
              Other(0)
              Api.constructor:
                super(1, 0=api)
                Made(0)
              Api.go:
                this.client.call(1, 0=TARGET)
                this.made.x.y(0)
                this.other.z(0)
                Api(1, 0=this.api)
                a.go(1, 0=loose)
            Api.constructor(api: Api)
            : TARGET is Word staging
            Target: Staging is Word staging
            Api: REGION is Word eu
            Api: client is Typed Client
            Api: other is Made Other
            Api: made is Made Made
            Api.constructor: this.api is Follow api
            Api.go: a is Made Api
            Api < Base
            Api < Shape"#]],
    );
}
