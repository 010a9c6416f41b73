import { Circle, Named, Person, Shape, Square } from "./shape";
import { Cache, open as openStore, pick, shout } from "./store";

export function imported(): void {
  openStore("a");
  pick("a");
  shout("a");
  new Square(2);
}

export function inferred(names: string[]): void {
  const stores = names.map((name) => openStore(name));
  stores.forEach((it) => it.save("a", 1));
  for (const it of stores.filter((it) => it !== undefined)) {
    it.save("b", 2);
  }
}

export async function waited(): Promise<void> {
  const [first] = await Promise.all([openStore("a").load("a")]);
  first.save("c", 3);
}

export function wide(it: Cache): void {
  const text = "größe 🚀"; it.save(text, 1); it.load("🚀"); openStore("é").save("x", 2);
}

export function areas(shapes: Shape[]): number[] {
  return shapes.map((it) => it.area());
}

export function exact(): number {
  return [new Circle()].map((it) => it.area())[0];
}

export function either(flag: boolean): void {
  const it = flag ? openStore("a") : new Cache();
  it.save("d", 4);
}

export function greeted(it: Named): string {
  return it.greet() + new Person().greet();
}
