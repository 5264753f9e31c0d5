"""Pages of the site that metodinis is compared with."""
