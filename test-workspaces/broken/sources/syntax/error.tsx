export const Before = () => <p>1</p>;

export const Broken = () => <div><span></div>;

export function after() {}
