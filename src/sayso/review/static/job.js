// A report being read: asks how far it is, and goes to its claims when it is done.
const list = document.getElementById("job");
if (list && list.dataset.over !== "yes") ask();

async function ask() {
  try {
    const answer = await fetch(`/jobs/${list.dataset.number}.json`, { cache: "no-store" });
    const { job } = await answer.json();
    [...list.children].forEach((row, at) => {
      const now = job.stages.indexOf(job.stage);
      row.className = at === now && !job.over ? "at" : at <= now ? "past" : "";
      if (job.stages[at] === "taken in" && job.characters) row.textContent = `taken in: ${job.characters.toLocaleString("en")} characters`;
      if (job.stages[at] === "reading" && job.claims) row.textContent = `reading: ${job.claims} claims`;
    });
    if (job.report) location.replace(`/reports/${job.report}`);
    else if (job.over) location.reload();
    else setTimeout(ask, 250);
  } catch { setTimeout(ask, 1000); }
}
