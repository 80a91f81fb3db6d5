// Says where a ballot stands while it is filled in. The form works without it, and what is sent is
// checked on arrival.
const ballot = document.getElementById("stembiljet");
const line = document.getElementById("tussenstand");

const euros = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "nl-NL", {
  style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger",
});
const limit = (name) => Number(ballot.dataset[name] || Infinity);
const said = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const counted = (count, values = {}) =>
  said(count === 1 ? line.dataset.one : line.dataset.many, { count, ...values });

// Each gives what to say, and whether the ballot is beyond a limit.
function chosen() {
  const boxes = [...ballot.querySelectorAll("input[name=choices]:checked")].filter((box) => box.value);
  const cents = boxes.reduce((sum, box) => sum + Number(box.dataset.cents), 0);
  const room = limit("maximumCents") - cents;
  const more = boxes.length - limit("maximum");
  const parts = [counted(boxes.length, { amount: euros.format(cents / 100) })];
  if (more > 0) parts.push(said(line.dataset.tooMany, { over: more }));
  if (room < 0) parts.push(said(line.dataset.over, { over: euros.format(-room / 100) }));
  else if (room < Infinity) parts.push(said(line.dataset.left, { left: euros.format(room / 100) }));
  return [parts, more > 0 || room < 0];
}

function given() {
  const points = [...ballot.querySelectorAll("input[name^='points.']")].map((box) => Number(box.value));
  const sum = points.reduce((total, each) => total + each, 0);
  const room = limit("points") - sum;
  const tooMany = points.some((each) => each > limit("pointsEach"));
  const parts = [counted(sum)];
  if (room < 0) parts.push(said(line.dataset.over, { over: -room }));
  else if (room < Infinity) parts.push(said(line.dataset.left, { left: room }));
  if (tooMany) parts.push(said(line.dataset.each, { most: limit("pointsEach") }));
  return [parts, room < 0 || tooMany];
}

function placed() {
  const places = [...ballot.querySelectorAll("[name^='place.']")]
    .map((box) => Number(box.value)).filter(Boolean).sort((one, other) => one - other);
  const parts = [counted(places.length)];
  const twice = places.find((place, index) => place === places[index - 1]);
  const skipped = places.findIndex((place, index) => place !== index + 1);
  if (twice) parts.push(said(line.dataset.twice, { place: twice }));
  else if (skipped >= 0) parts.push(said(line.dataset.skipped, { place: skipped + 1 }));
  return [parts, Boolean(twice) || skipped >= 0];
}

const KINDS = { cumulative: given, scoring: given, ordinal: placed };

if (ballot && line) {
  const where = KINDS[ballot.dataset.form] || chosen;
  const tell = () => {
    const [parts, isOver] = where();
    line.textContent = parts.join(" ");
    line.parentElement.classList.toggle("is-over", isOver);
  };
  ballot.addEventListener("input", tell);
  tell();
}
