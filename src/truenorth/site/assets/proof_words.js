// What the check of a page's figures came to, in words.
(() => {
  const { element, words } = truenorth;

  const STATES = {
    verified: ["These figures are in the evidence log.", "这些数字都在存证日志里。"],
    altered: ["Do not trust this page: its figures are not what was logged.", "请勿相信本页：数字与存证不符。"],
    unlogged: ["This release's figures are not in the evidence log.", "本次发布的数字不在存证日志里。"],
    nolog: ["This project keeps no evidence log, so nothing can be proven.", "本项目没有存证日志，无从证明。"],
  };
  const LIMITS = [
    "A page cannot prove that it is not forged as a whole. Compare the key below with the one that your" +
      " committee keeps, or run: truenorth evidence verify",
    "页面无法自证整体未被伪造。请把下方公钥与委员会留存的比对，或运行：truenorth evidence verify",
  ];

  const wrongFigures = ({ wrong, shown }) => [
    `${wrong} of ${shown} marked figures say something else; they are struck out.`,
    `${shown}个带标记的数字中有${wrong}个不符，已划去。`,
  ];
  const rightFigures = ({ shown }) => [
    `${shown} figures on this page equal the released ones.`,
    `本页${shown}个数字与发布的一致。`,
  ];
  const logged = ({ index, size, at }) => [
    `The log has them as entry ${index} of ${size}, counted from 0, written ${at}; the log's key has signed it.`,
    `它们是日志共${size}条中的第${index}条（从0数起），写于${at}，有日志密钥的签名。`,
  ];

  const lines = ({ state, problem, counted, proven }) => {
    const said = [];
    if (problem) said.push([`What does not hold: ${problem}.`, `不成立之处：${problem}。`]);
    if (counted) said.push(counted.wrong ? wrongFigures(counted) : rightFigures(counted));
    if (proven) said.push(logged(proven));
    if (state !== "nolog") said.push(LIMITS);
    return said;
  };

  // The verdict and, folded below it, how it was reached and the key to compare.
  truenorth.proofWords = (found, vkey) => {
    const list = element("ul", {}, ...lines(found).map((line) => element("li", {}, words(...line))));
    const more = element("details", {}, element("summary", {}, words("How this was checked", "如何核对")), list);
    if (vkey) {
      const label = words("Public key of the log: ", "日志公钥：");
      more.append(element("p", {}, label, element("code", {}, vkey.trim())));
    }
    more.open = found.state === "altered";
    return [element("p", { class: "proof-verdict" }, words(...STATES[found.state])), more];
  };
})();
