export interface Shape {
  area(): number;
}

export class Circle implements Shape {
  area(): number {
    return 3;
  }
}

export class Square implements Shape {
  constructor(private readonly side: number) {}

  area(): number {
    return this.side * this.side;
  }
}

export abstract class Named {
  abstract title(): string;

  greet(): string {
    return this.title();
  }
}

export class Person extends Named {
  title(): string {
    return "person";
  }
}
