// Which characters the keyboard knows: those of GB 2312 (6,763) and others that stand in names of people and places.

/** Of names, and of 通用规范汉字表, outside GB 2312. */
const beyond =
  "喆镕堃昇玥琤翀骉彧旻昉珅珺琀瑀瑄璟璠祎禛竑芃衎燊垚犇羴赟贇頔迺璘瑢瑧琎玚旸晞晙暐曈昫昳晛婳媖媞姈姞姮珮珣韡颋飏飐骎骍骕髙鸰龑龢濬濛湉湜溦澔沄沚洺浟浥淏渟渼湲堉堽壎奭孖宬寀峣" +
  "巘弢彣惇愔慜扆抃揚敔斅晧枃枟梣棐楙橦炘烜焜燚玭珪珽琯瑱瞭祐禔秾簃纮翯蒨虓蜺訚訢釗鈊锜闿霂霨駉槚啰嗞嘚囧曌煐煕祹稘粦綝絜緈钑锳镠鋆韻飔馞骙鱻鹓垟塆塅崀浐滆漷潖瀍甪碶礌磡祊酂鄠" +
  "卬毌邘圢伋仝冮氿汈氾宄讱扞圲圫芏朳朸邨吒屼屾辿伣伈癿邠冱邡汋讻纩玒玓玘刬坜坉扽坋扺毐芰芣苊苉芘芴芠芤杕杙杄杧杩尪尨轪坒旴旵呙岍岠岜呇冏觃岙伾伲伭佖肙肜狃邲牤瓩甡畖畯畹癀皛眊睃祃祋祾禤" +
  "稑窅窣竽笪筜篯簕粼糈纻绹缊缐缑罘翙翚耰聃胗脧臜舾艎芎苘茀茇荑荄莙菂萩葖葳蒟蓥蔼蕻薳藠蘡蚄蛸蜎螣衠袆觭訇豨貘赑跂踶轾辌逯邛邽郚郴鄌鄘酎醾钖钘铚锃镈闳阇陴隽雩靬鞁韂飗饻骃鬯鲃鲌鹀麇黟";

/** The two octets of each character stand in row and cell order: rows 16-55 are the common ones, 56-87 the rarer (GB 2312-1980). */
export function knownCharacters(): ReadonlySet<string> {
  const decoder = new TextDecoder("gb18030");
  const known = new Set<string>();
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      if (isHan(character)) known.add(character);
    }
  }
  for (const character of beyond) known.add(character);
  return known;
}

function isHan(text: string): boolean {
  return /^[\u4e00-\u9fff]$/.test(text);
}
