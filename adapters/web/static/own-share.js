// Where the share of a ballot went, worked out on this device. Nothing here sends a request.
const place = document.getElementById("mijn-deel");
const outcome = document.getElementById("mijn-deel-uitkomst");
if (place && outcome) {
  const coins = BigInt(place.dataset.coins);
  const euros = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "nl-NL", {
    style: "currency", currency: "EUR",
  });
  const boxes = [...place.querySelectorAll("input")];
  const inOrder = boxes.filter((box) => box.dataset.step !== undefined)
    .sort((one, other) => Number(one.dataset.step) - Number(other.dataset.step));
  const said = (amount) => euros.format(Number((2n * amount + coins) / (2n * coins)) / 100);
  const points = (box) => {
    if (box.type === "checkbox") return box.checked ? 1n : 0n;
    return /^[0-9]{1,7}$/.test(box.value) ? BigInt(box.value) : 0n;
  };
  const tell = () => {
    const lines = [];
    let spent = 0n;
    for (const box of inOrder) {
      const given = points(box);
      if (given === 0n) continue;
      const purse = BigInt(box.dataset.given) - spent;
      const full = box.dataset.each === undefined ? purse : BigInt(box.dataset.each) * given;
      const paid = full < purse ? full : purse;
      spent += paid;
      lines.push(`${box.dataset.title}: ${said(paid)}`);
    }
    // Where shares were raised, what is left of one is no money that is there: then the sum is said.
    if (place.dataset.together === undefined) {
      lines.push(`${place.dataset.unspent}: ${said(BigInt(place.dataset.given) - spent)}`);
    } else {
      lines.push(`${place.dataset.together}: ${said(spent)}`);
    }
    const filled = boxes.some((box) => points(box) > 0n);
    const shown = filled ? lines : [place.dataset.nothing];
    outcome.replaceChildren(...shown.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }));
  };
  place.addEventListener("input", tell);
  place.hidden = false;
  tell();
}
