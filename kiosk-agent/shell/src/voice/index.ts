// Spoken prompts and their captions. What is spoken is what is read: one string, shown and said.
export { Captions } from "./Captions.tsx";
export { browserSpeaker, type Speaker } from "./speaker.ts";
export { useSay, useVoice, VoiceProvider } from "./voice.tsx";
