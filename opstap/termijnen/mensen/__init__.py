"""A duty is of an organisation and a role; these are the people who take it, are away, and leave."""
