import * as React from "react";
import { provisionEnvironment, type EnvironmentSpec } from "./environments";
import { Target } from "./targets";

type Props = { specs: EnvironmentSpec[]; onError?(error: unknown): void };

export const EnvironmentList: React.FC<Props> = ({ specs, onError }) => {
  const provision = React.useCallback(
    (spec: EnvironmentSpec) => provisionEnvironment(spec, Target.Production).catch(onError),
    [onError],
  );
  return (
    <ul>
      {specs.map((spec) => (
        <li key={spec.name} onClick={() => provision(spec)}>{spec.name}</li>
      ))}
    </ul>
  );
};

export class Boundary extends React.Component<React.PropsWithChildren, { failed: boolean }> {
  state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  render(): React.ReactNode {
    return this.state.failed ? <p>Something went wrong.</p> : this.props.children;
  }
}
