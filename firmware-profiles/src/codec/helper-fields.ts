// What a vendor helper tells about its device, by protocol: the names of the fields and what each is made of. One row a
// protocol; the decode rules of its profiles say what the values mean.

/** A `?` marks a field that not every device or library can tell; every other one is missed where it is not told. */
type HelperType = "number" | "text" | "octets" | "number?" | "text?" | "octets?";

const helperProtocols = {
  /** libPRx: PRxGetStatus and PRxGetMediaStatus; the same number means another thing in either */
  libprx: { device: "number", media: "number" },
  /** libpr2print, CITIC_PR2_*: its device call and its media call, not those of libPRx */
  libpr2print: { device: "number", media: "number" },
  /** SNBC BT-8500M: the flags of its status structure, its error code, and of each box 0 none, 1 empty, 2 with paper */
  "bt-8500m": {
    error: "number",
    beltLack: "number",
    beltOver: "number",
    beltRecycle: "number",
    headOpen: "number",
    feederOpen: "number",
    doubleDoc: "number",
    gate: "number",
    outputBoxOpen: "number",
    retrack: "number?",
    box1: "number",
    box2: "number?",
    box3: "number?",
    box4: "number?",
  },
  /** Evolis SDK: evolis_get_state, evolis_status (words big-endian, of four octets), evolis_get_cleaning_info */
  evolis: {
    /** OFF, READY, WARNING, ERROR */
    majorState: "text",
    config: "octets",
    information: "octets",
    warning: "octets",
    error: "octets",
    ext1: "octets",
    ext2: "octets",
    ext3: "octets",
    ext4: "octets",
    totalCardCount: "number?",
    /** cards since the last cleaning */
    cardCount: "number?",
    cardCountBeforeWarning: "number?",
    cardCountBeforeWarrantyLost: "number?",
    cardCountAtLastCleaning: "number?",
    regularCleaningCount: "number?",
    advancedCleaningCount: "number?",
    /** 0 no, 1 yes */
    printHeadUnderWarranty: "number?",
    warningThreshold: "number?",
    warrantyLostThreshold: "number?",
    model: "text?",
    serial: "text?",
    firmware: "text?",
  },
  /** XPS driver of Entrust (Datacard): PrinterOptions2, CounterStatus2, SuppliesStatus3 and the printer status */
  "entrust-xps": {
    printerStatus: "text",
    errorCode: "number",
    errorSeverity: "number?",
    errorString: "text?",
    cardsPickedSinceCleaningCard: "number",
    cleaningCardsRun: "number?",
    currentCompleted: "number?",
    currentLost: "number?",
    currentPicked: "number?",
    currentRejected: "number?",
    totalCompleted: "number?",
    /** percent; a machine that rewrites cards has no ribbon */
    ribbonRemaining: "number?",
    printRibbonType: "text?",
    ribbonPartNumber: "text?",
    ribbonSerialNumber: "text?",
    ribbonLotCode: "text?",
    optionRewritable: "text?",
    optionInputhopper: "text?",
    optionSmartcard: "text?",
    lockState: "text?",
    printerMessageNumber: "number?",
    printerModel: "text?",
    printerSerialNumber: "text?",
    printerVersion: "text?",
    printHead: "text?",
  },
  /** Dascom SDK of the DC-3300 and DC-600 */
  "dascom-card": {
    /** what the call returned; 0 success */
    result: "number",
    mainStatus: "octets",
    errorStatus: "octets",
    warningStatus: "octets",
    mainCode: "number?",
    subCode: "number?",
    /** degrees Celsius: the library gives hundredths, the helper divides */
    headTemperature: "number?",
    shellTemperature: "number?",
    headCount: "number?",
    printerCount: "number?",
    /** percent */
    ribbonRemaining: "number?",
    /** RbNearEnd, percent */
    ribbonNearEnd: "number?",
    /** percent at which the ribbon counts as used up; the library has no such setting, so 0 */
    ribbonEnd: "number?",
    serial: "text?",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, HelperType>>>>;
export type HelperProtocol = keyof typeof helperProtocols;

export function isHelperProtocol(protocol: string): protocol is HelperProtocol {
  return Object.hasOwn(helperProtocols, protocol);
}

/** Fields beside those of the device: who the helper is, what it told that no row above has, what the agent counts. */
const ownFields = ["helper", "vendorLibrary", "strange", "charactersPrinted"] as const;

/** All field names of a protocol that is spoken to a helper, as its decode rules may use them. */
export function helperFieldNames(protocol: HelperProtocol): readonly string[] {
  return [...Object.keys(helperProtocols[protocol]), ...ownFields];
}

/** What that field is to be made of; undefined where the protocol has no such field. */
export function helperFieldType(protocol: HelperProtocol, name: string): HelperType | undefined {
  const types: Readonly<Record<string, HelperType>> = helperProtocols[protocol];
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

/** Fields that an answer of this protocol has to have. */
export function neededHelperFields(protocol: HelperProtocol): readonly string[] {
  return Object.entries(helperProtocols[protocol]).flatMap(([name, type]) => (type.endsWith("?") ? [] : [name]));
}
