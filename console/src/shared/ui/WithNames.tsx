import { Verbatim } from "./Verbatim.tsx";

/** A sentence with the names, papers or words of people in it marked as what they are: Chinese, whatever the sentence is. */
export function WithNames({ text, names }: { text: string; names: readonly string[] }) {
  const found = names
    .filter((name) => name !== "" && text.includes(name))
    .sort((a, b) => text.indexOf(a) - text.indexOf(b) || b.length - a.length)[0];
  if (found === undefined) return <>{text}</>;
  const at = text.indexOf(found);
  return (
    <>
      {text.slice(0, at)}
      <Verbatim>{found}</Verbatim>
      <WithNames text={text.slice(at + found.length)} names={names} />
    </>
  );
}
