import type { Target } from "./targets";
import { Client } from "./client";

export interface EnvironmentSpec {
  readonly name: string;
  readonly size?: "small" | "large";
  validate(): void;
}

/** Creates an environment. */
export async function provisionEnvironment(spec: EnvironmentSpec, target: Target): Promise<string> {
  spec.validate();
  const client = new Client(target);
  const { id } = await client.post<{ id: string }>("/environments", spec);
  return id;
}

export function describe(id: number): string;
export function describe(id: string): string;
export function describe(id: number | string): string {
  return typeof id === "number" ? `#${id}` : id;
}
