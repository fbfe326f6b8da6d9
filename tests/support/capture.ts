/** A stream that keeps its text. */
export class Capture {
  text = "";

  write(text: string): void {
    this.text += text;
  }
}
