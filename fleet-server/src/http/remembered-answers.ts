// Turns answers into JSON, the very same answer only once: the fleet gives one object to all who ask the same thing within
// a second, and checking it against its schema is most of the work of sending it.
import { serializerCompiler } from "fastify-type-provider-zod";

export const rememberedAnswers: typeof serializerCompiler = (route) => {
  const serialize = serializerCompiler(route);
  const known = new WeakMap<object, string>();
  return (answer) => {
    if (typeof answer !== "object" || answer === null) return serialize(answer);
    const before = known.get(answer);
    if (before !== undefined) return before;
    const text = serialize(answer);
    known.set(answer, text);
    return text;
  };
};
