import { Target } from "./targets";

export abstract class Transport {
  protected constructor(readonly target: Target) {}

  abstract send(path: string, body: string): Promise<string>;

  protected url(path: string): string {
    return `https://${this.target}.example.net${path}`;
  }
}

export class Client extends Transport {
  private readonly retries: number;

  constructor(target: Target, { retries = 2 }: { retries?: number } = {}) {
    super(target);
    this.retries = retries;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return JSON.parse(await this.send(path, JSON.stringify(body))) as T;
      } catch (error) {
        if (attempt >= this.retries) throw error;
      }
    }
  }

  async send(path: string, body: string): Promise<string> {
    const response = await fetch(this.url(path), { method: "POST", body });
    return response.text();
  }
}
