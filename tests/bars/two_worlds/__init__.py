"""Two worlds that differ only in what somebody may not see, and whether any page of hers tells them apart."""
