export class Store {
  private items = new Map<string, number>();

  save(key: string, value: number): this {
    this.items.set(key, value);
    return this;
  }

  async load(key: string): Promise<Store> {
    this.items.delete(key);
    return this;
  }
}

export class Cache {
  save(key: string, value: number): void {
    console.log(key, value);
  }

  load(key: string): string {
    return key;
  }
}

export function open(name: string): Store {
  return new Store().save(name, 0);
}

export function pick(key: string): string;
export function pick(key: number): number;
export function pick(key: string | number): string | number {
  return key;
}

export const shout = (text: string): string => text.toUpperCase();
