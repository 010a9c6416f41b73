import { memo } from 'react';
// - import react memo memo
import type { Props } from './types';
// - import ./types Props Props

export const Button = ({ label }: Props): JSX.Element => {
// - function Button
  const onClick = () => send(label);
  // - function Button.onClick inside
  // - call send from Button.onClick
  return (
    <Tooltip.Root>
    // - call Tooltip.Root from Button
      <button onClick={onClick}>{label}</button>
    </Tooltip.Root>
  );
};

export class Panel extends Component<Props> {
// - class Panel
  state = { open: false };
  render() {
  // - method Panel.render
    return <Button label={this.title()} />;
    // - call Button from Panel.render
    // - call this.title from Panel.render
  }
}
const home = process.env.HOME;
// - call process.env
