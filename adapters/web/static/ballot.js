// Counts what is chosen while choosing. The form works without it; the rules are checked on arrival.
const ballot = document.getElementById("stembiljet");
const line = document.getElementById("tussenstand");
if (ballot && line) {
  const language = document.documentElement.lang;
  const euros = new Intl.NumberFormat(language === "en" ? "en-GB" : "nl-NL", {
    style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger",
  });
  const maximum = Number(ballot.dataset.maximum);
  const maximumCents = Number(ballot.dataset.maximumCents || Infinity);
  const count = () => {
    const chosen = [...ballot.querySelectorAll("input[name=choices]:checked")];
    const cents = chosen.reduce((sum, box) => sum + Number(box.dataset.cents), 0);
    const sentence = chosen.length === 1 ? line.dataset.one : line.dataset.many;
    line.textContent = sentence
      .replace("{count}", chosen.length)
      .replace("{amount}", euros.format(cents / 100));
    line.parentElement.classList.toggle("is-over", chosen.length > maximum || cents > maximumCents);
  };
  ballot.addEventListener("change", count);
  count();
}
