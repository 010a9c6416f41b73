export enum Target {
  Preview = "preview",
  Staging = "staging",
  Production = "production",
}

export type TargetName = `${Target}`;

export namespace Targets {
  export const parse = (text: string): Target | undefined =>
    Object.values(Target).find((target) => target === text);

  export function isProtected(target: Target): boolean {
    return target === Target.Production;
  }
}
