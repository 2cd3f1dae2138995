"""The desk's pages about phones and what came from them."""
