// The theme gives its search no name for those who cannot see it.
document.querySelector(".md-search")?.setAttribute("aria-label", "Search")
